package dev.sluice.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The notes on the files that were begun on a data folder. A file is known by its contents: one that was changed is
 * another file.
 */
final class BatchNotes {
    private static final String EXTENSION = ".properties";

    private final Path folder;

    BatchNotes(Path folder) {
        this.folder = folder;
    }

    /** The place of a file's note. */
    Path of(Path file) throws IOException {
        return folder.resolve(sha256(file) + EXTENSION);
    }

    /** Whether an earlier run began the file and did not finish it. */
    boolean isUnfinished(Path note) throws IOException {
        return Files.exists(note) && Batch.read(note).stage() != Batch.Stage.FINISHED;
    }

    /** The batch to go on with; a new one, noted down, where none was begun or it is finished. */
    Batch resume(Path note, Supplier<String> newId) throws IOException {
        if (isUnfinished(note)) {
            return Batch.read(note);
        }
        Batch fresh = new Batch(newId.get(), Batch.Stage.SUBMITTING);
        fresh.write(note);
        return fresh;
    }

    /** Whether no file is begun and unfinished. */
    boolean allFinished() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path note : files.filter(file -> file.toString().endsWith(EXTENSION)).toList()) {
                if (Batch.read(note).stage() != Batch.Stage.FINISHED) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digesting =
                        new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
