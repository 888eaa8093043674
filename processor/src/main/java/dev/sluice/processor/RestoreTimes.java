package dev.sluice.processor;

import dev.sluice.processor.metrics.RestoreMeters;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * Measures how long stores of a partition take to be read again. Their changelogs tell them apart, those of both streams.
 *
 * @param meters take it
 * @param next hears of it, too
 */
record RestoreTimes(RestoreMeters meters, StateRestoreListener next)
        implements StateRestoreListener {
    @Override
    public void onRestoreStart(
            TopicPartition changelog, String store, long startingOffset, long endingOffset) {
        meters.began(changelog);
        next.onRestoreStart(changelog, store, startingOffset, endingOffset);
    }

    @Override
    public void onBatchRestored(
            TopicPartition changelog, String store, long endOffset, long restored) {
        meters.read(restored);
        next.onBatchRestored(changelog, store, endOffset, restored);
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long totalRestored) {
        meters.ended(changelog);
        next.onRestoreEnd(changelog, store, totalRestored);
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long totalRestored) {
        meters.suspended(changelog);
        next.onRestoreSuspended(changelog, store, totalRestored);
    }
}
