package dev.sluice.processor.flow;

import org.apache.kafka.common.TopicPartition;

/** What the consumer must know about a partition before and while it waits for records. Asked by stream threads only. */
public interface Traffic {
    /** Whether the partition must give no more records for now. */
    boolean gated(TopicPartition partition);

    /** Whether calls are out for requests of this partition, so that results may come at any moment. */
    boolean busy(TopicPartition partition);

    /** Whether results of this partition wait to be forwarded. */
    boolean resultsWaiting(TopicPartition partition);
}
