package dev.sluice.processor.admin.state;

import java.util.concurrent.TimeUnit;

/** How old what is told is. */
final class Ages {
    private Ages() {}

    /** Seconds since that time of {@link System#nanoTime}, to the millisecond. */
    static double seconds(long takenAtNanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - takenAtNanos);
        return Math.max(0, millis) / (double) TimeUnit.SECONDS.toMillis(1);
    }
}
