package dev.sluice.processor.duplicate;

import java.time.Duration;

/**
 * Divides time into buckets as long as the window, by which ids are filed: what is no older than the window is in the
 * present bucket or in the one before. More and shorter ones would have to be looked through one by one for each request.
 *
 * @param windowMillis for how long an id is remembered
 */
record Buckets(long windowMillis) {
    /** How many are looked through. */
    static final int LIVE = 2;

    static Buckets of(Duration window) {
        return new Buckets(window.toMillis());
    }

    /** Begin of the bucket that a time is in, both in milliseconds since the epoch. */
    long start(long time) {
        return time - Math.floorMod(time, windowMillis);
    }

    /** Begin of the bucket before the one that begins then. */
    long before(long start) {
        return start - windowMillis;
    }

    /**
     * For how long a bucket is kept, from its begin until the present one's. Streams keeps them in segments of half of
     * this time and files a bucket by its begin, so a segment has one bucket at most and goes with it.
     */
    Duration retention() {
        return Duration.ofMillis(windowMillis + 1);
    }
}
