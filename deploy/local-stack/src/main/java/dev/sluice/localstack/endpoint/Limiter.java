package dev.sluice.localstack.endpoint;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Lets requests in as far as the limits allow, and counts those inside. Safe for several threads. */
final class Limiter {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** When a concurrency limit has room again is unknown; a second is what OpenAI's clients wait at most at first. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final int concurrent;
    private final Optional<SlidingWindow> perMinute;
    private final LongSupplier clock;
    private final AtomicInteger inside = new AtomicInteger();

    Limiter(EndpointLimits limits, LongSupplier nanoClock) {
        this.concurrent = limits.concurrent().orElse(Integer.MAX_VALUE);
        this.perMinute =
                limits.requestsPerMinute().stream()
                        .mapToObj(limit -> new SlidingWindow(limit, MINUTE.toNanos()))
                        .findFirst();
        this.clock = nanoClock;
    }

    /** Whether a request was let in; if so, {@link #leave} must follow once. */
    Verdict enter() {
        // Never above the limit, not even for a moment: a passing overshoot would refuse a request
        // that has every right.
        int before = inside.getAndUpdate(count -> count < concurrent ? count + 1 : count);
        if (before >= concurrent) {
            return new Verdict.Refused(Dimension.CONCURRENT, SOON);
        }
        long wait = perMinute.map(window -> window.admit(clock.getAsLong())).orElse(0L);
        if (wait > 0) {
            inside.decrementAndGet();
            return new Verdict.Refused(Dimension.REQUESTS_PER_MINUTE, Duration.ofNanos(wait));
        }
        return new Verdict.Admitted(before + 1);
    }

    void leave() {
        inside.decrementAndGet();
    }

    int inside() {
        return inside.get();
    }

    /** What a limit is about. */
    enum Dimension {
        REQUESTS_PER_MINUTE,
        CONCURRENT
    }

    /** The answer to a request that wants in. */
    sealed interface Verdict {

        /**
         * Let in.
         *
         * @param inside how many are inside now, this one included
         */
        record Admitted(int inside) implements Verdict {}

        /**
         * Not let in.
         *
         * @param dimension whose limit was reached
         * @param retryAfter when to try again
         */
        record Refused(Dimension dimension, Duration retryAfter) implements Verdict {}
    }
}
