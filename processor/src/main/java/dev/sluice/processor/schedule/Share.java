package dev.sluice.processor.schedule;

/**
 * What one tenant has had of something that several want: start-time fair queueing, which is deficit round robin without
 * the rounds. Whoever has had the least for its weight goes next, so that at every moment each has what its weight says
 * to within one request; deficit round robin owes up to a round.
 *
 * <p>The rule is that of Goyal, Vin and Cheng, "Start-time Fair Queuing", 1996.
 */
final class Share {
    /** What one request costs at weight 1; divided by the highest weight it is still a number. */
    private static final long COST = 1_000_000;

    /** As many requests, at weight 1, may one that was held back catch up on. */
    private static final int MOST_CREDIT = 64;

    /** The time of those who share: how far the one that was served last had come. */
    static final class Clock {
        private long now;

        long now() {
            return now;
        }
    }

    private final Clock clock;
    private final int weight;
    private long pass;

    /**
     * @param weight 1 to 1,000
     */
    Share(Clock clock, int weight) {
        this.clock = clock;
        this.weight = weight;
        this.pass = clock.now;
    }

    /** How far this one has come: the least goes next. */
    long pass() {
        return pass;
    }

    /** It wanted nothing, and so has saved nothing up. */
    void activate() {
        pass = Math.max(pass, clock.now);
    }

    /** It was held back, by whatever it was, and has saved up no more than a little. */
    void resume() {
        pass = Math.max(pass, clock.now - MOST_CREDIT * COST);
    }

    /** One of its requests was sent. */
    void charge() {
        clock.now = Math.max(clock.now, pass);
        pass += COST / weight;
    }

    /** Whether it has had no more than all others. */
    boolean isEven() {
        return pass <= clock.now;
    }
}
