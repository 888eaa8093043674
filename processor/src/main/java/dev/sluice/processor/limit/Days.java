package dev.sluice.processor.limit;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** The calendar of UTC. A clock that is set back does not bring a day back. */
final class Days {
    private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);

    private final InstantSource clock;
    private long latest = Long.MIN_VALUE;

    Days(InstantSource clock) {
        this.clock = clock;
    }

    /** The day, counted from 1970-01-01. */
    long today() {
        latest = Math.max(latest, Math.floorDiv(clock.millis(), DAY_MILLIS));
        return latest;
    }

    /** The time until the next day begins, in nanoseconds; more than 0. */
    long left() {
        long next = (today() + 1) * DAY_MILLIS;
        return TimeUnit.MILLISECONDS.toNanos(next - clock.millis());
    }
}
