package dev.sluice.processor.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes buckets. While rules change, it hands out those that were there before. */
final class BucketMaker {
    private final Days days;
    private final Optional<Supply> supply;
    private final Map<Counted, Bucket> before = new HashMap<>();

    /**
     * @param supply where the room comes from that is shared with others, if any is
     */
    BucketMaker(Days days, Optional<Supply> supply) {
        this.days = days;
        this.supply = supply;
    }

    /** A bucket is to be handed out again. */
    void keep(Bucket bucket) {
        before.put(bucket.counted(), bucket);
    }

    /** Those that were not handed out again are no more. */
    void forget() {
        before.clear();
    }

    Bucket make(Scope scope, Term term, long now) {
        Bucket known = before.get(new Counted(scope, term.dimension()));
        if (known != null && isShared(known) == isShared(term)) {
            known.change(term, now);
            return known;
        }
        return supply.isPresent() && isShared(term)
                ? shared(scope, term, supply.get())
                : own(scope, term);
    }

    private Bucket own(Scope scope, Term term) {
        return switch (term.dimension()) {
            case REQUESTS_PER_MINUTE, TOKENS_PER_MINUTE -> new RateBucket(scope, term);
            case CONCURRENT -> new ConcurrencyBucket(scope, term);
            case TOKENS_PER_DAY -> new DayBucket(scope, term, days);
        };
    }

    private static Bucket shared(Scope scope, Term term, Supply supply) {
        return term.dimension() == Dimension.CONCURRENT
                ? new SharedConcurrencyBucket(scope, term, supply)
                : new SharedRateBucket(scope, term, supply);
    }

    /** What only counts is asked for by nobody. */
    private boolean isShared(Term term) {
        return supply.isPresent() && !term.rule().shadow();
    }

    private static boolean isShared(Bucket bucket) {
        return bucket instanceof SharedRateBucket || bucket instanceof SharedConcurrencyBucket;
    }
}
