package dev.sluice.processor.ledger;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.SluiceConfig;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this run of an instance has sent, in a file of its own in the state directory, which is locked while the run goes on. A
 * file that nobody has locked is what a run left that could not tell of itself.
 */
public final class CallLedger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallLedger.class);
    private static final String INFIX = ".calls.";

    /** Letters and digits, so that a run's name is short and goes everywhere; 12 of them make 2⁶⁰ names. */
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final int NAME_LENGTH = 12;

    private final SluiceConfig config;
    private final SentTeller teller;
    private final String run;
    private final Path file;
    private final FileChannel channel;
    private final SentCounts counts;

    private CallLedger(
            SluiceConfig config,
            SentTeller teller,
            String run,
            Path file,
            FileChannel channel,
            SentCounts counts) {
        this.config = config;
        this.teller = teller;
        this.run = run;
        this.file = file;
        this.channel = channel;
        this.counts = counts;
    }

    /**
     * Opens the ledger of a new run, and tells of those before it that ended without a word.
     *
     * @param teller tells where usage is added up
     * @throws ConfigException if the state directory cannot be used
     */
    public static CallLedger open(SluiceConfig config, SentTeller teller) {
        String run = name();
        Path folder = config.streams().stateDir();
        Path file = folder.resolve(config.applicationId() + INFIX + run);
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            try {
                FileLock unused = channel.lock();
                SentCounts counts =
                        SentCounts.create(channel, List.copyOf(config.endpoints().keySet()));
                CallLedger ledger = new CallLedger(config, teller, run, file, channel, counts);
                ledger.tellOfOthers();
                return ledger;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new ConfigException(
                    List.of(new Problem("streams.state-dir", "cannot be used: " + e)));
        }
    }

    /** Name of this run, as attempts tell it. */
    public String run() {
        return run;
    }

    /** Counts a call that is about to be sent. Any thread. */
    public void count(String endpoint) {
        counts.count(endpoint);
    }

    /** What a crash leaves. */
    void abandon() throws IOException {
        channel.close();
    }

    /** Tells of this run. To be called when no call can be sent any more. */
    @Override
    public void close() {
        try {
            tell(run, counts.counts(), file);
            channel.close();
        } catch (IOException e) {
            LOG.warn("The file of calls could not be closed", e);
        }
    }

    private void tellOfOthers() throws IOException {
        String prefix = config.applicationId() + INFIX;
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(
                        file.getParent(),
                        other -> other.getFileName().toString().startsWith(prefix))) {
            for (Path other : files) {
                if (!other.equals(file)) {
                    tellOf(other, other.getFileName().toString().substring(prefix.length()));
                }
            }
        }
    }

    private void tellOf(Path other, String itsRun) throws IOException {
        try (FileChannel open =
                FileChannel.open(other, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (isInUse(open)) {
                return;
            }
            Map<String, Long> sent = SentCounts.read(Files.readAllBytes(other)).orElseGet(Map::of);
            LOG.info(
                    "Run {} ended without a stop, after calls: {}. Those that are on no outcome count as lost",
                    itsRun,
                    sent);
            tell(itsRun, sent, other);
        }
    }

    private static boolean isInUse(FileChannel open) throws IOException {
        try {
            return open.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            // Another instance in this process.
            return true;
        }
    }

    /** Once it was told, the file has done its duty; until then it stays, and a later run tells. */
    private void tell(String itsRun, Map<String, Long> sent, Path itsFile) throws IOException {
        if (teller.tell(itsRun, sent)) {
            Files.deleteIfExists(itsFile);
        }
    }

    private static String name() {
        SecureRandom random = new SecureRandom();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < NAME_LENGTH; i++) {
            name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return name.toString();
    }
}
