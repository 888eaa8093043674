package dev.sluice.processor.limit;

/** Counts for one limit of one scope. */
abstract sealed class Bucket
        permits RateBucket,
                ConcurrencyBucket,
                DayBucket,
                SharedRateBucket,
                SharedConcurrencyBucket {
    private final Scope scope;
    private Term term;
    private Limit limit;
    private long outstanding;

    Bucket(Scope scope, Term term) {
        this.scope = scope;
        this.term = term;
        this.limit = term.limit(scope);
    }

    /** When it has room for a request. */
    abstract Room room(long tokens, long now);

    /** The tokens that it can let through at once, at the most; {@link Long#MAX_VALUE} where it counts none. */
    long mostTokens() {
        return Long.MAX_VALUE;
    }

    /** What is used of it, 1 being all. */
    abstract double utilisation(long now);

    /** Whether a new one would be as good. */
    boolean isIdle(long now) {
        return outstanding == 0;
    }

    /** Counts a request. */
    void take(Grant grant, long now) {
        term.tally().granted();
        count();
    }

    /** A call is out that it did not let through, having been made later. */
    void join(Grant grant, long now) {
        count();
    }

    /** What was let through is being sent. */
    void sent(Grant grant, long now) {}

    private void count() {
        outstanding++;
        term.tally().inUse(1);
    }

    /**
     * A call took more or fewer tokens than were reserved for it.
     *
     * @return whether there may be room earlier than was told
     */
    boolean settle(Grant grant, long change, long now) {
        return false;
    }

    /**
     * Nothing was sent.
     *
     * @return whether there may be room earlier than was told
     */
    abstract boolean cancel(Grant grant, long now);

    /**
     * A call ended.
     *
     * @return whether that makes room
     */
    boolean release(Grant grant) {
        outstanding--;
        term.tally().inUse(-1);
        return false;
    }

    /** The rule changes, and what was counted stays. */
    void change(Term next, long now) {
        term.tally().inUse(-outstanding);
        next.tally().inUse(outstanding);
        term = next;
        limit = next.limit(scope);
    }

    final Scope scope() {
        return scope;
    }

    final Counted counted() {
        return new Counted(scope, term.dimension());
    }

    final Limit limit() {
        return limit;
    }

    final Term term() {
        return term;
    }

    final long value() {
        return term.value();
    }

    final boolean isShadow() {
        return term.rule().shadow();
    }

    /** Calls that are out. */
    final long outstanding() {
        return outstanding;
    }
}
