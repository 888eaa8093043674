package dev.sluice.processor.duplicate;

import java.time.Duration;

/**
 * The time by which windows are measured: that of the request log, as its records' timestamps tell it. A backlog may be
 * days old when it is read; that makes requests which were published together no older than each other.
 *
 * <p>Producers may set timestamps to anything. One in the future would make all ids of today look old, and one that never
 * moves would keep ids for ever: so the log's time is held to the clock.
 */
final class LogTime {
    /** How far the log's time may be behind the clock's: as long as the longest window. */
    private static final long LONGEST_LAG = Duration.ofDays(30).toMillis();

    private LogTime() {}

    /**
     * All in milliseconds since the epoch.
     *
     * @param timestamp what the log says
     * @param clock what the clock says
     */
    static long of(long timestamp, long clock) {
        return Math.max(Math.min(timestamp, clock), Math.max(clock - LONGEST_LAG, 0));
    }
}
