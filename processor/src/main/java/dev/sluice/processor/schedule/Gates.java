package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.CallEnd.Spent;
import dev.sluice.processor.limit.Ask;
import dev.sluice.processor.limit.Counted;
import dev.sluice.processor.limit.Decision;
import dev.sluice.processor.limit.Grant;
import dev.sluice.processor.limit.Limit;
import dev.sluice.processor.limit.LimitNumbers;
import dev.sluice.processor.limit.LimitRule;
import dev.sluice.processor.limit.Limiter;
import dev.sluice.processor.limit.Wake;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/** The limits in the scheduler's terms: a limit that is reached is a barrier, and a wake is a time of the scheduler's clock. */
final class Gates {
    private final Limiter limiter;
    private final InstantSource clock;
    private final LongSupplier nanos;

    /**
     * @param nanos the limiter's clock, which does not go back
     */
    Gates(Limiter limiter, InstantSource clock, LongSupplier nanos) {
        this.limiter = limiter;
        this.clock = clock;
        this.nanos = nanos;
    }

    Decision acquire(Ask ask) {
        return limiter.acquire(ask, nanos.getAsLong());
    }

    /** What may hold a request, though it need not. */
    List<Barrier> barriers(Ask ask) {
        return barriers(limiter.limits(ask, nanos.getAsLong()));
    }

    /** When it is worth asking again, at the earliest. */
    Instant opensAt(Wake wake) {
        return wake instanceof Wake.At at
                ? clock.instant().plusNanos(at.nanos() - nanos.getAsLong())
                : Instant.MAX;
    }

    /**
     * A call ended.
     *
     * @return what may let something through now
     */
    List<Barrier> release(Grant grant, Spent spent) {
        List<Limit> freed = new ArrayList<>();
        spent.tokens().ifPresent(tokens -> freed.addAll(grant.settle(tokens, nanos.getAsLong())));
        freed.addAll(grant.release());
        return barriers(freed);
    }

    /**
     * A call was not made.
     *
     * @return what may let something through now
     */
    List<Barrier> cancel(Grant grant) {
        return barriers(grant.cancel(nanos.getAsLong()));
    }

    /**
     * More was given of what several instances share.
     *
     * @return what may let something through now
     */
    List<Barrier> opened(Collection<Counted> counted) {
        long now = nanos.getAsLong();
        return barriers(counted.stream().flatMap(one -> limiter.find(one, now).stream()).toList());
    }

    /**
     * Other rules are in force from now on.
     *
     * @return what may let something through now, or is no more
     */
    List<Barrier> replace(Collection<LimitRule> rules) {
        return barriers(limiter.replace(rules, nanos.getAsLong()));
    }

    /** How each limit does. */
    List<LimitNumbers> numbers() {
        return limiter.numbers(nanos.getAsLong());
    }

    private static List<Barrier> barriers(List<Limit> limits) {
        return limits.stream().distinct().<Barrier>map(LimitBarrier::new).toList();
    }
}
