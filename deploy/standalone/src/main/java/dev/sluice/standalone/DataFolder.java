package dev.sluice.standalone;

import dev.sluice.localstack.Folders;
import java.nio.file.Path;

/**
 * The folder that holds all that a run must not lose, and its configuration and log.
 *
 * @param path the folder
 */
record DataFolder(Path path) {
    /** In the working directory, so that a second run there finds it. */
    static final String DEFAULT = ".sluice";

    /** The broker's topics. */
    Path broker() {
        return path.resolve("broker");
    }

    /** The registry's schemas and ids. */
    Path registry() {
        return path.resolve("registry");
    }

    /** Kafka Streams' lock and process id. */
    Path state() {
        return path.resolve("state");
    }

    /** The processor's configuration, written anew at each start. */
    Path config() {
        return path.resolve("sluice.yaml");
    }

    /** What would otherwise disturb the terminal. */
    Path log() {
        return path.resolve("sluice.log");
    }

    /** A note on each file that was begun. */
    Path batches() {
        return path.resolve("batches");
    }

    /** Makes the folder. */
    void create() {
        Folders.create(batches());
    }

    /** Deletes all of it. */
    void delete() {
        Folders.delete(path);
    }
}
