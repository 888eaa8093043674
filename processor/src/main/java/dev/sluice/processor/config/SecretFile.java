package dev.sluice.processor.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that hold one secret, as Docker and Kubernetes mount them. */
public final class SecretFile {
    /** Larger than any key; ends the reading of a file that is none. */
    private static final int MAX_BYTES = 64 * 1024;

    private SecretFile() {}

    /**
     * Reads a secret. A line end after it does not belong to it.
     *
     * @throws IllegalArgumentException if the file cannot be read, is empty, or holds something else; the message does
     *     not repeat what it holds
     */
    public static Secret read(Path file, SecretForm form) {
        String text = text(file).replaceFirst("[\r\n]+\\z", "");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("names a file that is empty");
        }
        try {
            return form.secret(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "names a file that holds something else: it " + e.getMessage(), e);
        }
    }

    private static String text(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            // One byte to a character: what is not ASCII is refused by the form, undecoded.
            return new String(stream.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("names a file that does not exist", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "names a file that cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }
}
