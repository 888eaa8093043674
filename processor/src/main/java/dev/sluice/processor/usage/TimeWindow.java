package dev.sluice.processor.usage;

import dev.sluice.processor.config.UsageConfig;
import dev.sluice.v1.WindowSize;

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

    /** The first instant after it, in milliseconds since the epoch. */
    public long end() {
        return start + UsageConfig.length(size).toMillis();
    }
}
