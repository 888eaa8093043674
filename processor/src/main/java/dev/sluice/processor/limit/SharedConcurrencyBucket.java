package dev.sluice.processor.limit;

/** Calls that are out at the same time, of a limit that several limiters share. */
final class SharedConcurrencyBucket extends Bucket {
    private final Seats seats;

    SharedConcurrencyBucket(Scope scope, Term term, Supply supply) {
        super(scope, term);
        this.seats = supply.seats(counted(), value());
    }

    @Override
    Room room(long tokens, long now) {
        return seats.free(now) ? Room.Plain.NOW : Room.Plain.AFTER_RELEASE;
    }

    @Override
    double utilisation(long now) {
        return (double) outstanding() / value();
    }

    @Override
    void take(Grant grant, long now) {
        super.take(grant, now);
        seats.take(now);
        grant.expires(seats.expiresAt());
    }

    @Override
    void join(Grant grant, long now) {
        super.join(grant, now);
        seats.take(now);
    }

    @Override
    boolean cancel(Grant grant, long now) {
        return false;
    }

    @Override
    boolean release(Grant grant) {
        super.release(grant);
        seats.release();
        return true;
    }

    @Override
    void change(Term next, long now) {
        super.change(next, now);
        seats.change(value());
    }
}
