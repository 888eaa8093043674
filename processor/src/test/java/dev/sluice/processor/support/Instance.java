package dev.sluice.processor.support;

import dev.sluice.localstack.process.ChildJvm;
import dev.sluice.localstack.process.ChildJvmSpec;
import dev.sluice.processor.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An instance of the service in a virtual machine of its own. */
public final class Instance implements AutoCloseable {
    /** It lives for a minute: what the optimising compiler takes of two cores would never come back. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private final ChildJvm process;
    private final Path log;

    private Instance(ChildJvm process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts an instance that keeps its files in the folder, and its log where it can be read after the test. */
    public static Instance start(InstanceConfig config, Path folder, String... jvmArguments) {
        Path file = config.write(folder);
        List<String> arguments = List.of("run", "--config", file.toString());
        return start(Main.class, arguments, folder, jvmArguments);
    }

    /** Starts another main class than the service's own. */
    public static Instance start(
            Class<?> mainClass, List<String> arguments, Path folder, String... jvmArguments) {
        Path log =
                Path.of(
                        "target",
                        "instances",
                        folder.getFileName() + "-" + System.nanoTime() + ".log");
        try {
            Files.createDirectories(log.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> options = new ArrayList<>(List.of(QUICK_START));
        options.addAll(List.of(jvmArguments));
        return new Instance(
                ChildJvm.start(ChildJvmSpec.ofOwnClassPath(mainClass, options, arguments, log)),
                log);
    }

    /** What it has logged so far. */
    public String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** SIGSTOP: it stands still, and its connections stay open. */
    public void freeze() {
        signal("-STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        signal("-CONT");
    }

    /** SIGTERM: it stops by itself. */
    public void stop() {
        signal("-TERM");
    }

    @Override
    public void close() {
        process.close();
    }

    private void signal(String signal) {
        try {
            int code =
                    new ProcessBuilder("kill", signal, Long.toString(pid()))
                            .inheritIO()
                            .start()
                            .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill " + signal + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
