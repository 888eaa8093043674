package dev.sluice.processor.share;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.SluiceConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/**
 * Who this instance is, kept in a file in its state directory and locked while it lives. So a restart is known to be one,
 * and with it that the calls of the process before have ended.
 */
public final class InstanceFile implements AutoCloseable {
    private static final String SUFFIX = ".instance";
    private static final String KEY = "streams.state-dir";
    private static final int LONGEST = 200;

    private final FileChannel channel;
    private final Identity identity;

    private InstanceFile(FileChannel channel, Identity identity) {
        this.channel = channel;
        this.identity = identity;
    }

    /**
     * Opens the file, or makes it.
     *
     * @param config the configuration: the application, and the instance's own directory
     * @throws ConfigException if the directory cannot be used, or another instance has it
     */
    public static InstanceFile open(SluiceConfig config) {
        Path stateDir = config.streams().stateDir();
        Path file = stateDir.resolve(config.applicationId() + SUFFIX);
        try {
            Files.createDirectories(stateDir);
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            try {
                return new InstanceFile(channel, take(channel, file));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw problem("cannot be used: " + e);
        }
    }

    /** Who this is. */
    public Identity identity() {
        return identity;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static Identity take(FileChannel channel, Path file) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw problem("is in use by another instance in this process: " + file);
        }
        if (lock == null) {
            throw problem("is in use by another instance: " + file);
        }
        Identity before = read(channel);
        Identity now = new Identity(before.instance(), before.incarnation() + 1);
        ByteBuffer text =
                StandardCharsets.US_ASCII.encode(now.instance() + " " + now.incarnation() + "\n");
        channel.truncate(0);
        channel.write(text, 0);
        channel.force(true);
        return now;
    }

    /** The last one; a new one where there is none, or where a full disk left half of it. */
    private static Identity read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        channel.read(bytes, 0);
        String[] words =
                StandardCharsets.US_ASCII.decode(bytes.flip()).toString().strip().split(" ", -1);
        return words.length == 2 && words[1].matches("\\d{1,18}")
                ? new Identity(words[0], Long.parseLong(words[1]))
                : new Identity(UUID.randomUUID().toString(), 0);
    }

    private static ConfigException problem(String message) {
        return new ConfigException(List.of(new Problem(KEY, message)));
    }
}
