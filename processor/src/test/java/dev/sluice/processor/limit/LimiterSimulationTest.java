package dev.sluice.processor.limit;

import static dev.sluice.processor.limit.Dimension.CONCURRENT;
import static dev.sluice.processor.limit.Dimension.REQUESTS_PER_MINUTE;
import static dev.sluice.processor.limit.Dimension.TOKENS_PER_DAY;
import static dev.sluice.processor.limit.Dimension.TOKENS_PER_MINUTE;
import static dev.sluice.processor.limit.Limits.FIRST_DAY;
import static dev.sluice.processor.limit.Limits.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Anything may happen in any order: no limit is passed, and nothing stays taken. */
class LimiterSimulationTest {
    private static final int STEPS = 3_000;
    private static final long TOKENS = 1_000;
    private static final List<String> ENDPOINTS = List.of("e1", "e2");
    private static final List<String> TENANTS = List.of("t1", "t2", "t3", "t4");
    private static final List<String> MODELS = List.of("m1", "m2");

    /** One run. */
    private static final class Run {
        private final Random random;
        private final Oracle oracle = new Oracle();
        private final List<Oracle.Sent> out = new ArrayList<>();
        private List<LimitRule> rules;
        private final Limiter limiter;
        private long now;
        private int sent;

        Run(long seed) {
            this.random = new Random(seed);
            this.rules = rules();
            this.limiter = new Limiter(rules, FIRST_DAY, now);
        }

        void step() {
            now += random.nextInt(3) == 0 ? random.nextLong(SECOND) : 0;
            int chance = random.nextInt(100);
            if (chance < 60) {
                ask();
            } else if (chance < 98 && !out.isEmpty()) {
                end(out.remove(random.nextInt(out.size())));
            } else if (chance == 98) {
                now += random.nextInt(9) == 0 ? random.nextLong(200 * SECOND) : 0;
                oracle.forget(now - 2 * Pacing.WINDOW);
            } else if (chance == 99 && random.nextInt(4) == 0) {
                rules = rules();
                limiter.replace(rules, now);
            }
        }

        private void ask() {
            long least = random.nextLong(random.nextInt(5) == 0 ? TOKENS : TOKENS / 20) + 1;
            long guess = random.nextInt(5) == 0 ? random.nextLong(2 * TOKENS) : 0;
            Ask ask =
                    new Ask(
                            any(ENDPOINTS),
                            any(MODELS),
                            any(TENANTS),
                            any(MODELS),
                            least + guess,
                            least,
                            random.nextInt(8) + 1);
            Decision decision = limiter.acquire(ask, now);
            if (decision instanceof Decision.Granted granted) {
                Oracle.Sent gone = new Oracle.Sent(granted.grant(), now);
                oracle.sent(gone);
                out.add(gone);
                sent++;
                oracle.check(rules, gone, now);
            } else if (decision instanceof Decision.Held held) {
                assertHeld(held, ask);
            } else {
                throw new AssertionError(decision);
            }
        }

        private void assertHeld(Decision.Held held, Ask ask) {
            Limit limit = held.limit();
            if (held.wake() instanceof Wake.At at) {
                assertThat(at.nanos()).isGreaterThan(now);
            } else {
                assertThat(limit.dimension()).isEqualTo(CONCURRENT);
                long value =
                        rules.stream()
                                .filter(rule -> rule.name().equals(limit.rule()))
                                .mapToLong(rule -> rule.values().getOrDefault(CONCURRENT, 0L))
                                .sum();
                assertThat(oracle.count(limit.scope(), CONCURRENT, now))
                        .isGreaterThanOrEqualTo(value);
            }
            // Who asks again at once learns the same: nothing was taken, nor is there any way to
            // spin.
            assertThat(limiter.acquire(ask, now)).isEqualTo(held);
        }

        private void end(Oracle.Sent call) {
            Grant grant = call.grant();
            int chance = random.nextInt(10);
            if (chance == 0) {
                grant.cancel(now);
                oracle.cancelled(call);
            } else if (chance < 8) {
                long actual = random.nextLong(grant.ask().tokens() + 1);
                grant.settle(actual, now);
                call.settled(actual);
            }
            grant.release();
            call.ended();
            if (random.nextBoolean()) {
                grant.cancel(now);
                grant.release();
            }
        }

        void finish() {
            out.forEach(this::end);
            out.clear();
            assertThat(limiter.numbers(now)).isNotEmpty().allMatch(n -> n.inUse() == 0);
            assertThat(sent).isGreaterThan(STEPS / 50);
        }

        private List<LimitRule> rules() {
            List<LimitRule> made = new ArrayList<>();
            int number = 0;
            for (Scope scope :
                    List.of(
                            new Scope.Endpoint("e1"),
                            new Scope.EndpointModel("e1", "m1"),
                            new Scope.Tenant("t1"),
                            new Scope.Tenant(Scope.EACH),
                            new Scope.TenantModel("t2", "m1"),
                            new Scope.TenantModel(Scope.EACH, "m1"))) {
                Map<Dimension, Long> values = new EnumMap<>(Dimension.class);
                values.put(REQUESTS_PER_MINUTE, random.nextLong(60) + 20);
                values.put(TOKENS_PER_MINUTE, random.nextLong(8) * TOKENS + TOKENS);
                values.put(TOKENS_PER_DAY, Dimension.TOKENS_PER_DAY.max());
                if (random.nextBoolean()) {
                    values.put(CONCURRENT, random.nextLong(10) + 1);
                }
                int burst = random.nextInt(5) + 1;
                made.add(new LimitRule("rule-" + number++, scope, values, burst, false));
            }
            return made;
        }

        private String any(List<String> names) {
            return names.get(random.nextInt(names.size()));
        }
    }

    @Property(tries = 100)
    void passesNoLimitAndLeaksNothing(@ForAll long seed) {
        Run run = new Run(seed);
        for (int i = 0; i < STEPS; i++) {
            run.step();
        }
        run.finish();
    }
}
