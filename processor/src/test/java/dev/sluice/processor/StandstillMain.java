package dev.sluice.processor;

import dev.sluice.processor.config.ConfigLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/**
 * An instance whose stream thread stands still where it is about to forward an outcome, for as long as a file exists.
 * So a test can hold it at the one point at which a zombie does harm, instead of hoping to freeze it there.
 */
public final class StandstillMain {
    private StandstillMain() {}

    /** Arguments: the configuration, the file that holds the thread, the file that tells that it stands. */
    public static void main(String[] args) throws Exception {
        Path gate = Path.of(args[1]);
        Path standing = Path.of(args[2]);
        InstantSource clock =
                () -> {
                    if (isForwarding() && Files.exists(gate)) {
                        hold(gate, standing);
                    }
                    return Instant.now();
                };
        Sluice sluice = Sluice.start(ConfigLoader.load(Path.of(args[0]), System.getenv()), clock);
        Runtime.getRuntime().addShutdownHook(new Thread(sluice::close));
    }

    /** Outcomes are stamped with the time as they are forwarded. */
    private static boolean isForwarding() {
        return Thread.currentThread().getName().contains("StreamThread")
                && StackWalker.getInstance()
                        .walk(
                                frames ->
                                        frames.anyMatch(
                                                frame ->
                                                        frame.getClassName().endsWith(".Outflow")
                                                                && frame.getMethodName()
                                                                        .equals("finish")));
    }

    private static void hold(Path gate, Path standing) {
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            Objects.requireNonNull(gate.getParent())
                    .register(watch, StandardWatchEventKinds.ENTRY_DELETE);
            Files.writeString(standing, "");
            while (Files.exists(gate)) {
                watch.take().reset();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
