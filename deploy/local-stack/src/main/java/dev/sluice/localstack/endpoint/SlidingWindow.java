package dev.sluice.localstack.endpoint;

/** At most so many in any window of time: exact, because it remembers when each of the last ones was. Safe for several threads. */
final class SlidingWindow {

    private final long[] admitted;
    private final long windowNanos;
    private long count;

    SlidingWindow(int limit, long windowNanos) {
        this.admitted = new long[limit];
        this.windowNanos = windowNanos;
    }

    /**
     * Admits one now, if the window has room.
     *
     * @param now nanoseconds of a clock that never goes back
     * @return 0 if admitted, else the nanoseconds until there is room
     */
    synchronized long admit(long now) {
        int slot = (int) (count % admitted.length);
        if (count >= admitted.length) {
            long wait = admitted[slot] + windowNanos - now;
            if (wait > 0) {
                return wait;
            }
        }
        admitted[slot] = now;
        count++;
        return 0;
    }
}
