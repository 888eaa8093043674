package dev.sluice.processor;

import dev.sluice.processor.flow.Traffic;
import dev.sluice.processor.pending.Windows;
import org.apache.kafka.common.TopicPartition;

/**
 * What the stream's consumer asks of the windows.
 *
 * @param windows the windows
 */
record WindowTraffic(Windows windows) implements Traffic {
    @Override
    public boolean gated(TopicPartition partition) {
        return windows.full(partition);
    }

    @Override
    public boolean busy(TopicPartition partition) {
        return windows.busy(partition);
    }

    @Override
    public boolean resultsWaiting(TopicPartition partition) {
        return windows.hasDeliveries(partition);
    }
}
