package dev.sluice.processor.usage;

import dev.sluice.processor.config.UsageConfig;
import dev.sluice.v1.WindowSize;
import java.time.Duration;

/**
 * A minute, an hour or a day of UTC.
 *
 * @param size its length
 * @param start its first instant, in milliseconds since the epoch
 */
public record TimeWindow(WindowSize size, long start) {
    /** The window in which an instant lies, in milliseconds since the epoch. */
    public static TimeWindow at(WindowSize size, long millis) {
        // Without leap seconds, as everywhere in Java, all minutes, hours and days of UTC have one
        // length, and the epoch begins one of each.
        return new TimeWindow(
                size, millis - Math.floorMod(millis, UsageConfig.length(size).toMillis()));
    }

    /**
     * The window in which an outcome counts: its own, or where that takes no more, the earliest that still does, for money
     * is never dropped.
     *
     * @param millis when it happened, since the epoch
     * @param published when it was published, since the epoch
     * @param grace how long after its end a window still takes what comes late
     */
    public static TimeWindow counting(
            WindowSize size, long millis, long published, Duration grace) {
        TimeWindow own = at(size, millis);
        return published < own.end() + grace.toMillis()
                ? own
                : at(size, published - grace.toMillis());
    }

    /** The first instant after it, in milliseconds since the epoch. */
    public long end() {
        return start + UsageConfig.length(size).toMillis();
    }
}
