package dev.sluice.processor.limit;

/** Calls that are out at the same time. */
final class ConcurrencyBucket extends Bucket {
    ConcurrencyBucket(Scope scope, Term term) {
        super(scope, term);
    }

    @Override
    Room room(long tokens, long now) {
        return outstanding() < value() ? Room.Plain.NOW : Room.Plain.AFTER_RELEASE;
    }

    @Override
    double utilisation(long now) {
        return (double) outstanding() / value();
    }

    @Override
    boolean cancel(Grant grant, long now) {
        return false;
    }

    @Override
    boolean release(Grant grant) {
        super.release(grant);
        return outstanding() < value();
    }
}
