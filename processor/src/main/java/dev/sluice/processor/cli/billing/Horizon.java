package dev.sluice.processor.cli.billing;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * How far back a topic reaches. Where retention has taken the beginning of a partition, what was published before the first
 * record that is left may be gone; compaction does not move the beginning.
 */
final class Horizon {
    /** All that was ever published is there. */
    static final long ALL = Long.MIN_VALUE;

    /** Partitions whose beginning is gone, with the time of the first record that is left of them. */
    private final Map<TopicPartition, Long> firsts = new HashMap<>();

    /**
     * @param beginnings the first offsets of the partitions
     */
    Horizon(Map<TopicPartition, Long> beginnings) {
        beginnings.forEach(
                (partition, offset) -> {
                    if (offset > 0) {
                        // Until a record is seen: none is left, so that all may be gone.
                        firsts.put(partition, Long.MAX_VALUE);
                    }
                });
    }

    void saw(ConsumerRecord<?, ?> record) {
        firsts.computeIfPresent(
                new TopicPartition(record.topic(), record.partition()),
                (partition, first) ->
                        first == Long.MAX_VALUE ? Long.valueOf(record.timestamp()) : first);
    }

    /** The time before which something may be gone, in milliseconds since the epoch; {@link #ALL} where nothing is. */
    long millis() {
        return firsts.values().stream().mapToLong(Long::longValue).max().orElse(ALL);
    }
}
