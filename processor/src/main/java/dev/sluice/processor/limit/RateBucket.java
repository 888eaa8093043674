package dev.sluice.processor.limit;

/** Requests or tokens in any minute. */
final class RateBucket extends Bucket {
    private final boolean ofTokens;
    private final Pace pace;
    private final SlidingSum sum = new SlidingSum();

    /** The number of the last request that was let through. */
    private long last;

    RateBucket(Scope scope, Term term) {
        super(scope, term);
        this.ofTokens = term.dimension() == Dimension.TOKENS_PER_MINUTE;
        Pacing pacing = pacing();
        this.pace = new Pace(pacing, ofTokens ? 0 : pacing.start(), term.since());
    }

    @Override
    Room room(long tokens, long now) {
        long weight = weight(tokens);
        if (weight > value()) {
            return Room.Plain.NEVER;
        }
        long paid = pace.when(weight, now);
        if (paid > now) {
            pace.await(weight, now);
        }
        sum.forget(now);
        long tooMuch = sum.total() + weight - value();
        long at = tooMuch > 0 ? Math.max(paid, sum.whenLeft(tooMuch)) : paid;
        return at > now ? new Room.Later(at) : Room.Plain.NOW;
    }

    @Override
    long mostTokens() {
        return ofTokens ? value() : super.mostTokens();
    }

    @Override
    double utilisation(long now) {
        sum.forget(now);
        return (double) sum.total() / value();
    }

    @Override
    boolean isIdle(long now) {
        sum.forget(now);
        return super.isIdle(now) && sum.total() == 0 && pace.isFull(most(), now);
    }

    @Override
    void take(Grant grant, long now) {
        super.take(grant, now);
        long weight = weight(grant.ask().tokens());
        pace.take(weight, now);
        sum.add(weight, now);
        last = grant.number();
    }

    @Override
    boolean settle(Grant grant, long change, long now) {
        if (!ofTokens) {
            return false;
        }
        // More than a minute's worth says nothing of this minute.
        long counted = Math.min(change, value());
        sum.correct(counted, grant.at());
        pace.giveBack(-counted, grant.ask().tokens(), now);
        return change < 0;
    }

    @Override
    boolean cancel(Grant grant, long now) {
        if (ofTokens) {
            return settle(grant, -grant.ask().tokens(), now);
        }
        sum.correct(-1, grant.at());
        // After another request its time has passed unused. Giving that back would let two go at
        // once.
        if (grant.number() == last) {
            pace.giveBack(1, 1, now);
        }
        return true;
    }

    @Override
    void change(Term next, long now) {
        super.change(next, now);
        pace.change(pacing(), most(), now);
    }

    private Pacing pacing() {
        return new Pacing(value(), term().rule().burst());
    }

    private long weight(long tokens) {
        return ofTokens ? tokens : 1;
    }

    /** The largest weight that it can let through. */
    private long most() {
        return ofTokens ? value() : 1;
    }
}
