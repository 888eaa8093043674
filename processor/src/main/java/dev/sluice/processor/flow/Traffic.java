package dev.sluice.processor.flow;

import org.apache.kafka.common.TopicPartition;

/** What the consumer must know about a partition before and while it waits for records. Asked by stream threads only. */
public interface Traffic {
    /** Records pass as they come, and nothing comes back. */
    Traffic FREE =
            new Traffic() {
                @Override
                public boolean gated(TopicPartition partition) {
                    return false;
                }

                @Override
                public boolean busy(TopicPartition partition) {
                    return false;
                }

                @Override
                public boolean resultsWaiting(TopicPartition partition) {
                    return false;
                }
            };

    /** Whether the partition must give no more records for now. */
    boolean gated(TopicPartition partition);

    /** Whether calls are out for requests of this partition, so that results may come at any moment; or results are to be committed. */
    boolean busy(TopicPartition partition);

    /** Whether results of this partition wait to be forwarded. */
    boolean resultsWaiting(TopicPartition partition);
}
