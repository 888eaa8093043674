package dev.sluice.processor.schedule;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Whether calls take much longer than they did lately at best: the rule of delay-based limiters, TCP Vegas first (Brakmo and
 * Peterson, 1995), with averages on both sides, since one answer is long and another short.
 *
 * <p>The time is smoothed over 32 calls, and held against the least smoothed time of the last 30 to 60 rounds; in as many
 * rounds Netflix's VegasLimit forgets its own. What seven decreases in a row did not cure, which halve the limit, is not
 * due to the load: then what is usual has changed, and the time of now is what later ones are held against.
 */
final class LatencyTrend {
    private static final int SMOOTHED = 32;
    private static final int ROUNDS = 30;
    private static final int IN_VAIN = 7;

    private final OptionalDouble factor;
    private double smoothed;
    private int samples;
    private double least = Double.POSITIVE_INFINITY;
    private double leastBefore = Double.POSITIVE_INFINITY;
    private long age;
    private int alarms;

    /**
     * @param factor how many times as long is too long; nothing is where this is absent
     */
    LatencyTrend(OptionalDouble factor) {
        this.factor = factor;
    }

    /**
     * Takes one more call into account.
     *
     * @param time how long it took
     * @param limit calls in a round
     * @return whether calls take too long
     */
    boolean isTooLong(Duration time, int limit) {
        if (factor.isEmpty()) {
            return false;
        }
        samples = Math.min(samples + 1, SMOOTHED);
        smoothed += (time.toNanos() - smoothed) / samples;
        if (samples < SMOOTHED) {
            return false;
        }
        remember(limit);
        if (smoothed <= factor.getAsDouble() * Math.min(least, leastBefore)) {
            alarms = 0;
            return false;
        }
        if (++alarms > IN_VAIN) {
            alarms = 0;
            least = smoothed;
            leastBefore = smoothed;
            return false;
        }
        return true;
    }

    /** The limit has changed: calls from now on are looked at by themselves. */
    void restart() {
        samples = 0;
        smoothed = 0;
    }

    private void remember(int limit) {
        least = Math.min(least, smoothed);
        if (++age >= (long) ROUNDS * limit) {
            age = 0;
            leastBefore = least;
            least = smoothed;
        }
    }
}
