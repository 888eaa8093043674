package dev.sluice.processor.limit;

import java.util.concurrent.TimeUnit;

/**
 * The arithmetic of a limit of N per minute.
 *
 * <p>Credit grows by one nanosecond each nanosecond. A request of weight w, 1 where requests are counted, needs w·T of it
 * and spends that. What is saved up in a pause is bounded to w·T + tau, where T = (W + tau0) / N, W = 60 s + margin, tau0
 * = 50 ms, and tau = max(tau0, (burst - 1)·w·T). With a burst of 1 this is GCRA with the emission interval T and the
 * tolerance tau0, which lets a request that asks up to 50 ms late lose nothing. A {@link SlidingSum} counts on top what
 * was let through in the last W.
 *
 * <p>No window of 60 s has more than N, as the endpoint sees it: on the way a request is delayed by a time that varies by
 * less than the margin, so what reaches the endpoint in less than 60 s was let through in less than W, where the sum held
 * it to N.
 *
 * <p>Nor has it after a crash, which forgets the sum, where requests are counted: let N + 1 of them be let through
 * between t1 and t2 by several limiters, one after the other. Credit was at most T + tau just before t1; later ones start
 * with S = tau0 - tau, which is not above 0. What was spent was there before: (N + 1)·T ≤ T + tau + S + (t2 - t1), so t2 -
 * t1 ≥ N·T - tau0 = W. (Where there was no second limiter, the sum gives the same.) Of tokens a burst of the
 * largest requests may come on top after a crash, since their credit may have been saved up before t1; nothing less than
 * waiting for a minute would exclude that.
 *
 * <p>With a burst of 1 and a steady load the sum never holds anything: the request after N others comes N·T = W + tau0
 * later, when the first one's slot, which is tau0 long, has left. So N requests take 60.35 s at the longest, which is a
 * utilisation of 99.4%.
 */
public final class Pacing {
    /** What a limit per minute means. */
    static final long MINUTE = TimeUnit.SECONDS.toNanos(60);

    /** By how much the time from here to the endpoint's own clock may vary. */
    static final long MARGIN = TimeUnit.MILLISECONDS.toNanos(300);

    /** In how long a time no more than N are let through. */
    public static final long WINDOW = MINUTE + MARGIN;

    /** How late a request may ask and lose nothing. */
    public static final long TOLERANCE = TimeUnit.MILLISECONDS.toNanos(50);

    private final long perMinute;
    private final long burst;
    private final long interval;

    public Pacing(long perMinute, long burst) {
        this.perMinute = perMinute;
        this.burst = Math.min(burst, perMinute);
        this.interval = (WINDOW + TOLERANCE + perMinute - 1) / perMinute;
    }

    /** The time that one takes. */
    public long interval() {
        return interval;
    }

    /** The credit that a request needs. */
    public long cost(long weight) {
        return weight * interval;
    }

    /** The most that a pause may save up for a request. */
    long allowance(long weight) {
        long spare = Math.min((burst - 1) * weight, perMinute);
        return cost(weight) + Math.max(TOLERANCE, cost(spare));
    }

    /** The credit that a new bucket starts with, where requests are counted. */
    long start() {
        return TOLERANCE - (allowance(1) - cost(1));
    }
}
