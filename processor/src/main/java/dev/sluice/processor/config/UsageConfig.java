package dev.sluice.processor.config;

import dev.sluice.v1.WindowSize;
import java.time.Duration;
import java.util.List;

/**
 * Which totals of usage are kept, and for how long.
 *
 * @param windows lengths of the windows, the shortest first, each once; none: there are no totals
 * @param grace how long after its end a window still takes outcomes, 1 minute to 8,760 hours
 * @param publishInterval how often a total that changes is published at most, 100 ms to 1 hour
 * @param keep how long totals stay
 */
public record UsageConfig(
        List<WindowSize> windows, Duration grace, Duration publishInterval, Keep keep) {
    /** Brings the windows into their order. */
    public UsageConfig {
        windows = windows.stream().distinct().sorted().toList();
    }

    /** The length of a window; a day is one of UTC, which has no leap seconds here. */
    public static Duration length(WindowSize window) {
        return switch (window) {
            case MINUTE -> Duration.ofMinutes(1);
            case HOUR -> Duration.ofHours(1);
            case DAY -> Duration.ofDays(1);
        };
    }

    /**
     * How long totals stay, from the start of their window on: 1 to 87,600 hours, and for windows that there are at least
     * as long as they take outcomes.
     *
     * @param minute totals of minutes
     * @param hour totals of hours
     * @param day totals of days
     */
    public record Keep(Duration minute, Duration hour, Duration day) {
        /** How long totals of windows of this length stay. */
        public Duration of(WindowSize window) {
            return switch (window) {
                case MINUTE -> minute;
                case HOUR -> hour;
                case DAY -> day;
            };
        }
    }
}
