package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.LimitRule;
import dev.sluice.processor.limit.Limiter;
import dev.sluice.processor.limit.Scope;
import dev.sluice.processor.metrics.TokenMeters;
import dev.sluice.processor.tokens.Estimator;
import dev.sluice.processor.tokens.TokenCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The limits of a simulation, which change at times, and whether they hold. */
final class SimulatedLimits {
    private static final long MINUTE = 60_000;

    /** Endpoints as {@link SimulatedEndpoints} has them. */
    private static final List<String> ENDPOINTS = List.of("a", "b", "c", "d");

    private final Map<String, Deque<Long>> sent = new HashMap<>();
    private final Costs costs =
            new Costs(
                    new Estimator(new TokenCounter(), 100),
                    new TokenMeters(new SimpleMeterRegistry()),
                    false);
    private final Random random;
    private final Gates gates;
    private final LimitChanges changes;
    private int perMinute = Integer.MAX_VALUE;
    private int concurrent = Integer.MAX_VALUE;

    SimulatedLimits(Random random, InstantSource clock, WaitingRoom room) {
        this.random = random;
        Limiter limiter = new Limiter(rules(), clock, nanos(clock));
        this.gates = new Gates(limiter, clock, () -> nanos(clock));
        this.changes = new LimitChanges(gates, costs, room);
    }

    Gates gates() {
        return gates;
    }

    Costs costs() {
        return costs;
    }

    /** Others, by the same or other names, or none. */
    void change() {
        changes.replace(rules());
    }

    void sent(String endpoint, long now) {
        Deque<Long> times = sent.computeIfAbsent(endpoint, name -> new ArrayDeque<>());
        times.add(now);
        while (times.getFirst() <= now - MINUTE) {
            times.removeFirst();
        }
        assertThat(times.size()).as("sent within a minute").isLessThanOrEqualTo(perMinute);
    }

    void checkConcurrent(long calls) {
        assertThat(calls).as("calls at the same time").isLessThanOrEqualTo(concurrent);
    }

    private List<LimitRule> rules() {
        if (random.nextBoolean()) {
            perMinute = Integer.MAX_VALUE;
            concurrent = Integer.MAX_VALUE;
            return List.of();
        }
        if (perMinute == Integer.MAX_VALUE) {
            // New limits do not know what was sent before them.
            sent.clear();
        }
        perMinute = 5 + random.nextInt(60);
        concurrent = 1 + random.nextInt(3);
        int version = random.nextInt(3);
        List<LimitRule> rules = new ArrayList<>();
        for (String endpoint : ENDPOINTS) {
            rules.add(
                    rule(
                            endpoint + version,
                            new Scope.Endpoint(endpoint),
                            Map.of(
                                    Dimension.REQUESTS_PER_MINUTE,
                                    (long) perMinute,
                                    Dimension.CONCURRENT,
                                    (long) concurrent)));
        }
        rules.add(
                rule(
                        "each" + version,
                        new Scope.Tenant(Scope.EACH),
                        Map.of(Dimension.CONCURRENT, 1L + random.nextInt(3))));
        return rules;
    }

    private static long nanos(InstantSource clock) {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    private static LimitRule rule(String name, Scope scope, Map<Dimension, Long> values) {
        return new LimitRule(name, scope, values, 1, false);
    }
}
