package dev.sluice.processor.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of one command, of which none may be another: what is written last would be all that is left of both. */
public final class DistinctFiles {
    private final Map<String, Path> files = new LinkedHashMap<>();

    /**
     * Adds a file.
     *
     * @param name what the user calls it
     * @param file need not exist
     * @throws CliException when it is one of those that were added before, by whatever path
     */
    public void add(String name, Path file) {
        files.forEach(
                (otherName, other) -> {
                    if (isSame(file, other)) {
                        throw new CliException(
                                "%s and %s are the same file, %s; each needs its own."
                                        .formatted(otherName, name, file));
                    }
                });
        files.put(name, file);
    }

    /** What is no regular file, such as {@code /dev/null}, takes what several write. */
    private static boolean isSame(Path one, Path other) {
        try {
            if (Files.exists(one) && Files.exists(other)) {
                return Files.isRegularFile(one) && Files.isSameFile(one, other);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot compare " + one + " and " + other, e);
        }
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
}
