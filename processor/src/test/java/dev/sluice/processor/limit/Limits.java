package dev.sluice.processor.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Short ways to say what tests of limits say often. */
final class Limits {
    static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    static final long MINUTE = 60 * SECOND;

    /** 1970-01-01, for ever. */
    static final InstantSource FIRST_DAY = () -> Instant.EPOCH;

    private Limits() {}

    static LimitRule rule(Scope scope, Dimension dimension, long value) {
        return rule(scope, dimension, value, 1);
    }

    static LimitRule rule(Scope scope, Dimension dimension, long value, int burst) {
        return new LimitRule(name(scope), scope, Map.of(dimension, value), burst, false);
    }

    static LimitRule shadow(LimitRule rule) {
        return new LimitRule(rule.name(), rule.scope(), rule.values(), rule.burst(), true);
    }

    static Limiter limiter(long now, LimitRule... rules) {
        return new Limiter(List.of(rules), FIRST_DAY, now);
    }

    static Scope endpoint() {
        return new Scope.Endpoint("there");
    }

    static Scope tenant(String name) {
        return new Scope.Tenant(name);
    }

    /** One that comes under {@link #endpoint}. */
    static Ask ask(long tokens) {
        return ask("acme", tokens);
    }

    static Ask ask(String tenant, long tokens) {
        return new Ask("there", "llama-3", tenant, "llama", tokens);
    }

    static Grant granted(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Granted.class);
        return ((Decision.Granted) decision).grant();
    }

    static Limit held(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Held.class);
        return ((Decision.Held) decision).limit();
    }

    /** When it may ask again, which must be a time. */
    static long wake(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Held.class);
        Wake wake = ((Decision.Held) decision).wake();
        assertThat(wake).isInstanceOf(Wake.At.class);
        return ((Wake.At) wake).nanos();
    }

    /** When a request that asks at each wake goes. */
    static long whenGranted(Limiter limiter, Ask ask, long from) {
        long now = from;
        Decision decision = limiter.acquire(ask, now);
        while (decision instanceof Decision.Held) {
            assertThat(wake(decision)).isGreaterThan(now);
            now = wake(decision);
            decision = limiter.acquire(ask, now);
        }
        granted(decision);
        return now;
    }

    private static String name(Scope scope) {
        return scope.owner() + scope.onlyModel().map(model -> "-" + model).orElse("");
    }
}
