package dev.sluice.processor;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.FullDisk;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.ProblemLog;
import dev.sluice.processor.config.SluiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that the state directory takes files before anything depends on those in it. */
final class StateDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** More than all files together that are written before the stream starts, whose threads bear a full disk. */
    private static final int ROOM = 256 << 10;

    private StateDirectory() {}

    /**
     * Makes the directory if it is not there. Waits while its disk is full.
     *
     * @throws ConfigException if it cannot be used for another reason
     * @throws InterruptedException if the wait is interrupted
     */
    static void await(SluiceConfig config) throws InterruptedException {
        ProblemLog waits = new ProblemLog(LOG, InstantSource.system(), "The start waits");
        while (true) {
            try {
                write(config.streams().stateDir(), config.applicationId());
                waits.mended();
                return;
            } catch (IOException e) {
                waits.tell(FullDisk.of(e, config).orElseThrow(() -> unusable(e)));
            }
            Thread.sleep(RETRY.toMillis());
        }
    }

    private static void write(Path folder, String application) throws IOException {
        Path file = folder.resolve(application + ".room");
        try {
            Files.createDirectories(folder);
            Files.write(file, new byte[ROOM]);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static ConfigException unusable(IOException e) {
        return new ConfigException(
                List.of(new Problem("streams.state-dir", "cannot be used: " + e)));
    }
}
