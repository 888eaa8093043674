package dev.sluice.processor.limit;

/**
 * What was used of a limit per day.
 *
 * @param limit which one
 * @param epochDay the day of UTC, in days since 1970-01-01
 * @param used tokens, reservations included; at least 0
 */
public record DayUse(Limit limit, long epochDay, long used) {
    /**
     * @throws IllegalArgumentException if the tokens are negative
     */
    public DayUse {
        if (used < 0) {
            throw new IllegalArgumentException("negative tokens");
        }
    }
}
