package dev.sluice.processor;

import dev.sluice.processor.admin.health.Finding;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows how the stores of one stream are read again from their changelogs. Any thread. */
final class Restoration implements StateRestoreListener {
    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);

    private final String stream;

    /** What is left to read, in offsets, of each changelog that is being read. */
    private final Map<TopicPartition, Long> left = new HashMap<>();

    private int partitions;
    private long records;
    private long startedAt;

    /**
     * @param stream its name in the log
     */
    Restoration(String stream) {
        this.stream = stream;
    }

    @Override
    public synchronized void onRestoreStart(
            TopicPartition changelog, String store, long startingOffset, long endingOffset) {
        if (left.isEmpty()) {
            partitions = 0;
            records = 0;
            startedAt = System.nanoTime();
        }
        left.put(changelog, Math.max(0, endingOffset - startingOffset));
        partitions++;
    }

    @Override
    public synchronized void onBatchRestored(
            TopicPartition changelog, String store, long batchEndOffset, long restored) {
        records += restored;
        left.computeIfPresent(changelog, (any, rest) -> Math.max(0, rest - restored));
    }

    @Override
    public synchronized void onRestoreEnd(
            TopicPartition changelog, String store, long totalRestored) {
        end(changelog);
    }

    @Override
    public synchronized void onRestoreSuspended(
            TopicPartition changelog, String store, long totalRestored) {
        end(changelog);
    }

    /** How far it is. */
    synchronized Finding finding() {
        return left.isEmpty()
                ? Finding.up("nothing is left to read")
                : Finding.down(
                        "%d changelog partitions are being read, about %d records are left"
                                .formatted(
                                        left.size(),
                                        left.values().stream().mapToLong(Long::longValue).sum()));
    }

    private void end(TopicPartition changelog) {
        if (left.remove(changelog) != null && left.isEmpty()) {
            long millis = Duration.ofNanos(System.nanoTime() - startedAt).toMillis();
            LOG.atInfo()
                    .addKeyValue("event", "restored")
                    .log(
                            "Stream {} restored {} changelog partitions, {} records, in {} ms",
                            stream,
                            partitions,
                            records,
                            millis);
        }
    }
}
