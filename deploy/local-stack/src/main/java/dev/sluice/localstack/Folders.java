package dev.sluice.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Data folders: made on demand, deleted whole. */
public final class Folders {

    private Folders() {}

    /**
     * Makes a folder and its parents; one that exists is fine.
     *
     * @throws UncheckedIOException if it cannot be made
     */
    public static Path create(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the folder " + folder, e);
        }
    }

    /**
     * Makes a fresh folder in the system's place for temporary files.
     *
     * @throws UncheckedIOException if it cannot be made
     */
    public static Path temporary(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a temporary folder", e);
        }
    }

    /**
     * Deletes a folder with all it holds; one that does not exist is fine.
     *
     * @throws UncheckedIOException if something in it cannot be deleted
     */
    public static void delete(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            // Already gone, which is what was asked for.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete the folder " + folder, e);
        }
    }
}
