package dev.sluice.processor.schedule;

import dev.sluice.processor.config.AdaptiveConcurrencyConfig;
import java.time.Duration;

/**
 * How many calls at once an endpoint is given, by how it took those before: additive increase and multiplicative decrease,
 * as TCP does it (RFC 5681). Arithmetic alone; every step costs the same.
 *
 * <p>While the limit is used, that is while at least half as many calls are out, each call that goes well raises it by the
 * limit's inverse, which is by 1 each time that all have come back. Up to half of where it was last found to be too high,
 * and before that was ever found, it grows by 1 for each call, which doubles it (section 3.1). The last step before that
 * mark takes ten times as long, as CUBIC lingers there (RFC 9438, section 4.1), since every step beyond it costs a refused call.
 *
 * <p>A call that was too much multiplies the limit by 0.9, which is what Netflix's concurrency-limits uses in its
 * AIMDLimit. Calls that were sent before that say nothing new, so that it happens once a round trip.
 */
final class AdaptiveConcurrency {
    private static final double DECREASE = 0.9;
    private static final double LINGER = 0.1;

    private final int min;
    private final int max;
    private final LatencyTrend latency;

    private double limit;

    /** Where it was last found to be too high. */
    private double knee = Double.POSITIVE_INFINITY;

    /** Whether nothing went well since the last decrease. */
    private boolean falling;

    /** Calls before this one were sent before the last decrease. */
    private long first;

    AdaptiveConcurrency(AdaptiveConcurrencyConfig config) {
        this.min = config.min();
        this.max = config.max();
        this.limit = config.initial();
        this.latency = new LatencyTrend(config.latencyFactor());
    }

    /** The most calls at once; from the configured least to the configured most. */
    int limit() {
        return (int) limit;
    }

    /**
     * A call went well.
     *
     * @param call its number, in the order in which calls were sent
     * @param sent how many were sent so far
     * @param out how many were out when it ended, itself included
     * @param time how long it took
     */
    void carried(long call, long sent, int out, Duration time) {
        if (call < first) {
            return;
        }
        falling = false;
        if (latency.isTooLong(time, limit())) {
            decrease(sent);
        } else if (2.0 * out >= limit()) {
            limit = Math.min(max, limit + step());
        }
    }

    /**
     * A call was refused or broke down under too much load.
     *
     * @param call its number
     * @param sent how many were sent so far
     */
    void tooMuch(long call, long sent) {
        if (call >= first) {
            decrease(sent);
        }
    }

    private double step() {
        if (limit < knee / 2) {
            return 1;
        }
        boolean nearby = limit < knee && limit >= knee - 1;
        return (nearby ? LINGER : 1) / limit;
    }

    private void decrease(long sent) {
        if (!falling) {
            knee = limit;
        }
        falling = true;
        limit = Math.max(min, limit * DECREASE);
        first = sent;
        latency.restart();
    }
}
