package dev.sluice.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The sole use of a data folder, among all processes and within this one. The system gives it back when the process dies. */
public final class FolderLock implements AutoCloseable {

    private final Channel channel;

    private FolderLock(Channel channel) {
        this.channel = channel;
    }

    /**
     * Takes an existing folder.
     *
     * @throws IllegalStateException if it is taken
     * @throws UncheckedIOException if the lock file cannot be written
     */
    public static FolderLock take(Path folder) {
        try {
            FileChannel channel = open(folder.resolve("in-use.lock"));
            if (tryLock(channel) == null) {
                channel.close();
                throw new IllegalStateException(
                        "The folder " + folder + " is in use by another server");
            }
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock the folder " + folder, e);
        }
    }

    /**
     * Takes a lock file as soon as no other process has it, however long that lasts.
     *
     * @throws UncheckedIOException if the lock file cannot be written
     */
    public static FolderLock await(Path lockFile) {
        try {
            FileChannel channel = open(lockFile);
            FileLock held = channel.lock();
            return new FolderLock(held.acquiredBy());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + lockFile, e);
        }
    }

    private static FileChannel open(Path lockFile) throws IOException {
        return FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot give back a folder", e);
        }
    }
}
