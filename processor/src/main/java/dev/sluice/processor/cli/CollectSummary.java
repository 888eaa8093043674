package dev.sluice.processor.cli;

/**
 * What was collected.
 *
 * @param expected outcomes that were waited for
 * @param completed requests that were answered
 * @param failed requests that were not
 * @param duplicates second outcomes for a request; anything but 0 is a broken promise of the service
 */
public record CollectSummary(long expected, long completed, long failed, long duplicates) {
    /** Whether an outcome came for every request that was waited for. */
    public boolean complete() {
        return completed + failed >= expected;
    }
}
