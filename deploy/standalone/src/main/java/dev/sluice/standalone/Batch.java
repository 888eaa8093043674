package dev.sluice.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * How far the work on one file is.
 *
 * @param id the batch that its requests carry
 * @param stage how far it is
 */
record Batch(String id, Stage stage) {

    /** In the order in which they are reached. */
    enum Stage {
        /** Some of its requests may be in the topic. */
        SUBMITTING,
        /** All of them are. */
        SUBMITTED,
        /** The results are written. */
        FINISHED
    }

    /** The same batch, further on. */
    Batch at(Stage next) {
        return new Batch(id, next);
    }

    /** Reads a note. */
    static Batch read(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return new Batch(
                properties.getProperty("batch"), Stage.valueOf(properties.getProperty("stage")));
    }

    /** Writes a note, so that the file is whole or not there, whenever the process is killed. */
    void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("batch", id);
        properties.setProperty("stage", stage.name());
        Path part = Path.of(file + ".part");
        try (OutputStream out = Files.newOutputStream(part)) {
            properties.store(out, null);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
