package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.LimitRule;
import dev.sluice.processor.limit.Limiter;
import dev.sluice.processor.limit.Scope;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;

/** The limits of a simulation, and whether they hold. */
final class SimulatedLimits {
    private static final long MINUTE = 60_000;

    /** Endpoints as {@link SimulatedEndpoints} has them. */
    private static final List<String> ENDPOINTS = List.of("a", "b", "c", "d");

    private final List<LimitRule> rules = new ArrayList<>();
    private final Map<String, Deque<Long>> sent = new HashMap<>();
    private final int perMinute;
    private final int concurrent;

    SimulatedLimits(Random random) {
        boolean on = random.nextBoolean();
        perMinute = on ? 5 + random.nextInt(60) : Integer.MAX_VALUE;
        concurrent = on ? 1 + random.nextInt(3) : Integer.MAX_VALUE;
        if (on) {
            for (String endpoint : ENDPOINTS) {
                rules.add(
                        rule(
                                endpoint,
                                new Scope.Endpoint(endpoint),
                                Map.of(
                                        Dimension.REQUESTS_PER_MINUTE,
                                        (long) perMinute,
                                        Dimension.CONCURRENT,
                                        (long) concurrent)));
            }
            rules.add(
                    rule(
                            "each",
                            new Scope.Tenant(Scope.EACH),
                            Map.of(Dimension.CONCURRENT, 1L + random.nextInt(3))));
        }
    }

    Gates gates(InstantSource clock, LongSupplier nanos) {
        return new Gates(new Limiter(rules, clock, nanos.getAsLong()), clock, nanos);
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

    private static LimitRule rule(String name, Scope scope, Map<Dimension, Long> values) {
        return new LimitRule(name, scope, values, 1, false);
    }
}
