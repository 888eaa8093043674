package dev.sluice.localstack.endpoint.fault;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** One rule of a script, with the count of requests that it looked at. */
final class FaultRule {

    private final Optional<String> model;
    private final Optional<String> contains;
    private final Trigger trigger;
    private final long times;
    private final FaultAction action;
    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong fired = new AtomicLong();

    FaultRule(
            Optional<String> model,
            Optional<String> contains,
            Trigger trigger,
            long times,
            FaultAction action) {
        this.model = model;
        this.contains = contains;
        this.trigger = trigger;
        this.times = times;
        this.action = action;
    }

    /** Whether the request is one that goes wrong. Counts it if model and text match, so ask once for each request. */
    Optional<FaultAction> next(String requestModel, String lastUserText) {
        boolean concerned =
                model.map(requestModel::equals).orElse(true)
                        && contains.map(lastUserText::contains).orElse(true);
        if (!concerned || !trigger.fires(seen.incrementAndGet())) {
            return Optional.empty();
        }
        return fired.incrementAndGet() <= times ? Optional.of(action) : Optional.empty();
    }

    /** Which of the requests that match, counted from 1. */
    sealed interface Trigger {

        boolean fires(long count);

        /** All of them. */
        record Always() implements Trigger {
            @Override
            public boolean fires(long count) {
                return true;
            }
        }

        /** A single one. */
        record Nth(long nth) implements Trigger {
            @Override
            public boolean fires(long count) {
                return count == nth;
            }
        }

        /** One in so many. */
        record Every(long every) implements Trigger {
            @Override
            public boolean fires(long count) {
                return count % every == 0;
            }
        }

        /** Each with a probability, the same ones in each run with the same seed. */
        record Chance(double probability, long seed) implements Trigger {
            @Override
            public boolean fires(long count) {
                return new SplittableRandom(seed + count).nextDouble() < probability;
            }
        }
    }
}
