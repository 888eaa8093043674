package dev.sluice.processor.limit;

import java.util.OptionalDouble;

/** Counts for metrics. It outlives the buckets of a rule for each tenant. */
final class Tally {
    private long granted;
    private long held;
    private long inUse;

    void granted() {
        granted++;
    }

    void held() {
        held++;
    }

    void inUse(long change) {
        inUse += change;
    }

    LimitNumbers numbers(Limit limit, Term term, OptionalDouble utilisation) {
        return new LimitNumbers(
                limit, term.value(), term.rule().shadow(), granted, held, inUse, utilisation);
    }
}
