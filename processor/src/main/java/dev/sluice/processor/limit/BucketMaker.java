package dev.sluice.processor.limit;

import java.util.HashMap;
import java.util.Map;

/** Makes buckets. While rules change, it hands out those that were there before. */
final class BucketMaker {
    private record Slot(Scope scope, Dimension dimension) {}

    private final Days days;
    private final Map<Slot, Bucket> before = new HashMap<>();

    BucketMaker(Days days) {
        this.days = days;
    }

    /** A bucket is to be handed out again. */
    void keep(Bucket bucket) {
        before.put(new Slot(bucket.scope(), bucket.term().dimension()), bucket);
    }

    /** Those that were not handed out again are no more. */
    void forget() {
        before.clear();
    }

    Bucket make(Scope scope, Term term, long now) {
        Bucket known = before.get(new Slot(scope, term.dimension()));
        if (known != null) {
            known.change(term, now);
            return known;
        }
        return switch (term.dimension()) {
            case REQUESTS_PER_MINUTE, TOKENS_PER_MINUTE -> new RateBucket(scope, term);
            case CONCURRENT -> new ConcurrencyBucket(scope, term);
            case TOKENS_PER_DAY -> new DayBucket(scope, term, days);
        };
    }
}
