package dev.sluice.processor.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.LimitRule;
import dev.sluice.processor.limit.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Instances with clocks of their own on one log: whatever happens to them, the endpoint sees no limit passed. */
class SharedLimitsSimulationTest {
    private static final long FREE = 1_000_000;
    private static final int[] FREEZES = {500, 500, 500, 12_000, 12_000, 90_000};
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Frozen beyond their leases, killed and started again, entries late, lost, or told as lost. */
    @Property(tries = 150)
    void noLimitIsPassedWhateverHappens(@ForAll long seed) {
        Random random = new Random(seed);
        World world = new World(random, random.nextDouble());
        EndpointLog endpoint = new EndpointLog();
        // With all three the strictest hides the others.
        boolean all = random.nextInt(3) == 0;
        boolean rates = random.nextBoolean();
        long requests = all || rates ? 1L + random.nextInt(random.nextBoolean() ? 30 : 600) : FREE;
        long tokens = all ? 1L + random.nextInt(20_000) : FREE;
        long concurrent = all || !rates ? 1L + random.nextInt(random.nextBoolean() ? 4 : 40) : FREE;
        List<LimitRule> rules = rules(requests, tokens, concurrent, 1 + random.nextInt(3));
        List<SimulatedInstance> instances = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            world.in(
                    world.upTo(random.nextBoolean() ? 1 : 40_000),
                    () ->
                            instances.add(
                                    new SimulatedInstance(
                                            world,
                                            "i" + instances.size(),
                                            endpoint,
                                            rules,
                                            Math.min(tokens, 20_000))));
        }
        long start = world.now();
        int seconds = random.nextInt(4) == 0 ? 150 : 75;
        for (int second = 0; second < seconds; second++) {
            world.runUntil(start + second * SECOND);
            for (SimulatedInstance instance : instances) {
                if (random.nextInt(8) == 0) {
                    instance.offer(random.nextInt(200));
                    instance.callsTake(1 + random.nextInt(random.nextBoolean() ? 500 : 15_000));
                }
                if (world.badLuck(0.1)) {
                    instance.freeze(world.upTo(FREEZES[random.nextInt(FREEZES.length)]));
                }
                if (world.badLuck(0.03)) {
                    instance.die();
                }
            }
        }
        endpoint.check(requests, tokens, concurrent);
    }

    @Test
    void oneAloneUsesItAll() {
        assertThat(used(600, 1, 1)).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void threeTogetherUseItAll() {
        assertThat(used(600, 3, 3)).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void whatOthersDoNotNeedGoesToWhoeverDoes() {
        assertThat(used(600, 3, 1)).isGreaterThanOrEqualTo(0.98);
        assertThat(used(30_000, 3, 1)).isGreaterThanOrEqualTo(0.97);
    }

    @Test
    void aSlowLimitIsUsedToo() {
        assertThat(used(12, 3, 3)).isGreaterThanOrEqualTo(0.97);
    }

    /** Which part of a limit is used in five minutes, after the first one. */
    private static double used(long perMinute, int count, int busy) {
        Random random = new Random(perMinute * count);
        World world = new World(random, 0);
        EndpointLog endpoint = new EndpointLog();
        List<LimitRule> rules =
                List.of(
                        new LimitRule(
                                "r",
                                new Scope.Endpoint("e"),
                                Map.of(Dimension.REQUESTS_PER_MINUTE, perMinute),
                                1,
                                false));
        List<SimulatedInstance> instances = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            instances.add(new SimulatedInstance(world, "i" + i, endpoint, rules, 1));
        }
        instances.subList(0, busy).forEach(instance -> instance.offer(1_000_000));
        long start = world.now();
        world.runUntil(start + 60 * SECOND);
        int before = endpoint.calls();
        world.runUntil(start + 360 * SECOND);
        assertThat(endpoint.mostRequests()).isLessThanOrEqualTo(perMinute);
        return (endpoint.calls() - before) / (5.0 * perMinute);
    }

    private static List<LimitRule> rules(long requests, long tokens, long concurrent, int burst) {
        return List.of(
                new LimitRule(
                        "r",
                        new Scope.Endpoint("e"),
                        Map.of(
                                Dimension.REQUESTS_PER_MINUTE,
                                requests,
                                Dimension.TOKENS_PER_MINUTE,
                                tokens,
                                Dimension.CONCURRENT,
                                concurrent),
                        (int) Math.min(burst, requests),
                        false));
    }
}
