package dev.sluice.processor.limit;

/** The credit of one bucket: {@link Pacing} has the arithmetic. */
final class Pace {
    /** After this time a large request that was held is taken to have gone elsewhere, and credit that was given back to be stale. */
    private static final long FORGOTTEN = 2 * Pacing.WINDOW;

    private Pacing pacing;
    private long credit;
    private long asOf;

    /** The weight of the largest request that is held: what is saved up for it, smaller ones must not destroy. */
    private long awaited;

    private long awaitedAt;

    /**
     * @param credit that there is at first
     * @param since when that was
     */
    Pace(Pacing pacing, long credit, long since) {
        this.pacing = pacing;
        this.credit = credit;
        this.asOf = since;
    }

    /** When a request may go, if no other comes before. Now or earlier: it may. */
    long when(long weight, long now) {
        return now + pacing.cost(weight) - credit(weight, now);
    }

    /** A request is held for want of credit. */
    void await(long weight, long now) {
        if (weight >= awaited(now)) {
            awaited = weight;
            awaitedAt = now;
        }
    }

    /** A request goes. */
    void take(long weight, long now) {
        credit = credit(weight, now) - pacing.cost(weight);
        asOf = now;
        if (weight >= awaited) {
            awaited = 0;
        }
    }

    /**
     * Credit comes back, or more is spent.
     *
     * @param change by how much the weight of a request turned out smaller, or less than 0 if larger
     * @param weight what it was taken for
     */
    void giveBack(long change, long weight, long now) {
        credit = credit(weight, now) + pacing.cost(change);
        asOf = now;
    }

    /** The limit changes. Credit stays the same number of requests or tokens, and at most what the new limit saves up. */
    void change(Pacing next, long most, long now) {
        double scale = (double) next.interval() / pacing.interval();
        long scaled = (long) Math.floor(credit(most, now) * scale);
        credit = Math.min(scaled, next.allowance(most));
        asOf = now;
        pacing = next;
    }

    /** Whether nothing is owed and nothing could be saved up. */
    boolean isFull(long most, long now) {
        return when(most, now) <= now;
    }

    private long credit(long weight, long now) {
        long elapsed = Math.max(0, now - asOf);
        long most = pacing.allowance(Math.max(weight, awaited(now)));
        long before = elapsed > FORGOTTEN ? Math.min(credit, most) : credit;
        // What was given back may be above what a pause saves up.
        return Math.max(before, Math.min(before + elapsed, most));
    }

    private long awaited(long now) {
        return now - awaitedAt > FORGOTTEN ? 0 : awaited;
    }
}
