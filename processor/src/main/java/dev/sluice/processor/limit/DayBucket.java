package dev.sluice.processor.limit;

/** Tokens in a calendar day of UTC. */
final class DayBucket extends Bucket {
    private final Days days;
    private long day;
    private long used;

    DayBucket(Scope scope, Term term, Days days) {
        super(scope, term);
        this.days = days;
        this.day = days.today();
    }

    @Override
    Room room(long tokens, long now) {
        if (tokens > value()) {
            return Room.Plain.NEVER;
        }
        return used() + tokens <= value() ? Room.Plain.NOW : new Room.Later(now + days.left());
    }

    @Override
    long mostTokens() {
        return value();
    }

    @Override
    double utilisation(long now) {
        return (double) used() / value();
    }

    @Override
    boolean isIdle(long now) {
        return super.isIdle(now) && used() == 0;
    }

    @Override
    void take(Grant grant, long now) {
        super.take(grant, now);
        used = used() + grant.ask().tokens();
    }

    @Override
    boolean settle(Grant grant, long change, long now) {
        // What was reserved yesterday was used yesterday.
        if (grant.day() == days.today()) {
            used = Math.max(0, used() + change);
        }
        return change < 0;
    }

    @Override
    boolean cancel(Grant grant, long now) {
        return settle(grant, -grant.ask().tokens(), now);
    }

    private long used() {
        long today = days.today();
        if (today != day) {
            day = today;
            used = 0;
        }
        return used;
    }
}
