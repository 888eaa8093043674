package dev.sluice.processor.pending;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all windows of this instance hold together. Written by stream threads, read by anybody. */
final class InstanceTotals {
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger records = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final AtomicInteger parked = new AtomicInteger();
    private final AtomicLong parkedBytes = new AtomicLong();

    void add(Held entry, int windowSize) {
        bytes.addAndGet(entry.bytes());
        records.incrementAndGet();
        if (windowSize > peak.get()) {
            peak.accumulateAndGet(windowSize, Math::max);
        }
    }

    void remove(Held entry) {
        bytes.addAndGet(-entry.bytes());
        records.decrementAndGet();
    }

    /** So many are parked, or with negative numbers are parked no longer. */
    void park(int more, long moreBytes) {
        parked.addAndGet(more);
        parkedBytes.addAndGet(moreBytes);
    }

    int parked() {
        return parked.get();
    }

    long parkedBytes() {
        return parkedBytes.get();
    }

    long bytes() {
        return bytes.get();
    }

    int records() {
        return records.get();
    }

    /** Most requests that one window ever held. */
    int peak() {
        return peak.get();
    }
}
