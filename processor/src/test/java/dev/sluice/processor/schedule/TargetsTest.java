package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.BreakerConfig;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.dispatch.CallEnd;
import dev.sluice.processor.dispatch.CallEnd.Sign;
import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.Limit;
import dev.sluice.processor.limit.LimitRule;
import dev.sluice.processor.limit.Limiter;
import dev.sluice.processor.limit.Scope;
import dev.sluice.processor.route.Routes;
import dev.sluice.processor.route.Routing;
import dev.sluice.processor.route.Target;
import dev.sluice.processor.route.Tier;
import dev.sluice.processor.support.EndpointConfigs;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private static final String BREAKER =
            "breaker: {minimum-calls: 2, window-calls: 2, open-time: 10s}";

    private Instant now = Instant.ofEpochSecond(1_000);

    private final Map<String, EndpointConfig> configs =
            EndpointConfigs.all(
                    """
                    a: {base-url: 'http://a', weight: 1, %1$s}
                    b: {base-url: 'http://b', weight: 3, %1$s}
                    c: {base-url: 'http://c', order: 2, adaptive-concurrency: {max: 1}, %1$s}
                    """
                            .formatted(BREAKER));
    private final Routing.Route route =
            (Routing.Route) Routes.of(configs.values()).find("any", null);
    private Predicate<Barrier> others = barrier -> false;
    private Targets targets = targets();

    private Targets targets(LimitRule... limits) {
        Map<String, BreakerConfig> breakers = new HashMap<>();
        configs.forEach((name, config) -> breakers.put(name, config.breaker()));
        Gates gates =
                new Gates(new Limiter(List.of(limits), () -> now, nanos()), () -> now, this::nanos);
        return new Targets(
                new Breakers(breakers, () -> now),
                new AdaptiveLimits(configs.values()),
                gates,
                () -> now);
    }

    @Test
    void equalsGetTheirWeightEvenly() {
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            order.append(ask());
        }

        assertThat(order.toString()).isEqualTo("babbbabb");
    }

    @Test
    void theFallbackIsAskedOnlyWhenTheFirstAreClosed() {
        pause("a", 5);
        pause("b", 9);
        assertThat(ask()).isEqualTo("c");

        now = now.plusSeconds(5);
        assertThat(ask()).isEqualTo("a");
        now = now.plusSeconds(4);
        assertThat(asked(4)).containsEntry("b", 3);
    }

    @Test
    void nobodyIsAskedWhenAllAreClosed() {
        pause("a", 5);
        pause("b", 5);
        pause("c", 5);
        assertThat(ask(Optional.empty()))
                .isInstanceOfSatisfying(
                        Passage.Held.class,
                        held ->
                                assertThat(held.barriers().values())
                                        .containsOnly(now.plusSeconds(5))
                                        .hasSize(3));
    }

    @Test
    void whereTheLastCallFailedComesLast() {
        for (int i = 0; i < 20; i++) {
            assertThat(leave(Optional.of("b")).target().endpoint()).isEqualTo("a");
        }
        pause("a", 5);
        pause("c", 5);
        assertThat(leave(Optional.of("b")).target().endpoint()).isEqualTo("b");
    }

    @Test
    void aBreakerThatOpenedLetsOneProbeThrough() {
        only("a");
        Leave first = leave(Optional.empty());
        Leave second = leave(Optional.empty());
        assertThat(second.probe()).isFalse();
        end(first, Sign.FAILS);
        end(second, Sign.FAILS);
        assertThat(ask(Optional.empty())).isInstanceOf(Passage.Held.class);

        now = now.plus(Duration.ofSeconds(10)).plusMillis(1);
        Leave probe = leave(Optional.empty());
        assertThat(probe.probe()).isTrue();
        assertThat(ask(Optional.empty())).as("a second probe").isInstanceOf(Passage.Held.class);

        // The probe says nothing: another one is let through, and it is well again.
        end(probe, Sign.NONE);
        end(leave(Optional.empty()), Sign.WORKS);
        assertThat(ask(Optional.empty())).isInstanceOf(Leave.class);
        assertThat(ask(Optional.empty())).isInstanceOf(Leave.class);
    }

    @Test
    void anEndpointAtItsLimitLeavesTheOthersAllToDo() {
        targets = targets(limit("b", Dimension.CONCURRENT, 1));
        Leave first = leave(Optional.empty());
        assertThat(first.target().endpoint()).isEqualTo("b");
        assertThat(asked(4)).containsOnlyKeys("a");

        assertThat(targets.release(first, Sign.WORKS, CallEnd.Spent.UNKNOWN))
                .hasSize(2)
                .hasAtLeastOneElementOfType(LimitBarrier.class);
        assertThat(asked(40)).hasEntrySatisfying("b", times -> assertThat(times).isBetween(29, 31));
    }

    @Test
    void theFallbackIsAskedWhenTheFirstAreAtTheirLimits() {
        targets = targets(limit("a", Dimension.CONCURRENT, 1), limit("b", Dimension.CONCURRENT, 1));
        leave(Optional.empty());
        leave(Optional.empty());

        assertThat(leave(Optional.empty()).target().endpoint()).isEqualTo("c");
    }

    @Test
    void whatHoldsARequestIsNamedWithItsTime() {
        targets =
                targets(
                        limit("a", Dimension.CONCURRENT, 1),
                        limit("b", Dimension.REQUESTS_PER_MINUTE, 1));
        pause("c", 5);
        now = now.plusSeconds(61);
        pause("c", 5);
        leave(Optional.empty());
        leave(Optional.empty());

        Passage.Held held = (Passage.Held) ask(Optional.empty());
        assertThat(held.barriers())
                .hasSize(3)
                .containsEntry(barrier("a", Dimension.CONCURRENT), Instant.MAX)
                .containsValue(now.plusSeconds(5));
        assertThat(held.barriers().get(barrier("b", Dimension.REQUESTS_PER_MINUTE)))
                .isBetween(now.plusSeconds(60), now.plusSeconds(61));
    }

    @Test
    void aCallThatIsNotMadeTakesNothing() {
        only("a");
        targets = targets(limit("a", Dimension.REQUESTS_PER_MINUTE, 1));
        only("a");
        now = now.plusSeconds(61);
        targets.cancel(leave(Optional.empty()));

        assertThat(ask(Optional.empty())).isInstanceOf(Leave.class);
    }

    @Test
    void aCallEndsOnce() {
        only("c");
        Leave first = leave(Optional.empty());
        assertThat(ask(Optional.empty())).as("as many as it carries").isNotInstanceOf(Leave.class);
        end(first, Sign.DECLINES);
        Leave second = leave(Optional.empty());
        assertThat(targets.release(first, Sign.DECLINES, CallEnd.Spent.UNKNOWN)).isEmpty();
        assertThat(targets.cancel(first)).isEmpty();
        assertThat(ask(Optional.empty())).isNotInstanceOf(Leave.class);

        assertThat(targets.cancel(second)).hasAtLeastOneElementOfType(AdaptiveLimit.class);
        leave(Optional.empty());
    }

    @Test
    void aRequestThatNoLimitEverGrantsIsToldSo() {
        only("a");
        targets = targets(limit("a", Dimension.TOKENS_PER_MINUTE, 9));
        pause("b", 5);
        pause("c", 5);
        assertThat(ask(Optional.empty()))
                .as("others may grant it")
                .isInstanceOf(Passage.Held.class);

        targets =
                targets(
                        limit("a", Dimension.TOKENS_PER_MINUTE, 9),
                        limit("b", Dimension.TOKENS_PER_MINUTE, 9),
                        limit("c", Dimension.TOKENS_PER_MINUTE, 9));
        assertThat(ask(Optional.empty())).isInstanceOf(Passage.TooLarge.class);
    }

    @Test
    void nobodyTakesWhatOthersWaitFor() {
        targets = targets(limit("a", Dimension.CONCURRENT, 5));
        pause("b", 5);
        pause("c", 5);
        others = barrier -> barrier.equals(barrier("a", Dimension.CONCURRENT));

        assertThat(ask(Optional.empty()))
                .isInstanceOfSatisfying(
                        Passage.Held.class,
                        held ->
                                assertThat(held.barriers())
                                        .containsEntry(
                                                barrier("a", Dimension.CONCURRENT), Instant.MAX));
    }

    private static LimitRule limit(String endpoint, Dimension dimension, long value) {
        return new LimitRule(
                endpoint, new Scope.Endpoint(endpoint), Map.of(dimension, value), 1, false);
    }

    private static Barrier barrier(String endpoint, Dimension dimension) {
        return new LimitBarrier(new Limit(endpoint, new Scope.Endpoint(endpoint), dimension));
    }

    private void only(String endpoint) {
        for (String name : configs.keySet()) {
            if (!name.equals(endpoint)) {
                pause(name, 1_000_000);
            }
        }
    }

    private Map<String, Integer> asked(int times) {
        Map<String, Integer> asked = new TreeMap<>();
        for (int i = 0; i < times; i++) {
            asked.merge(ask(), 1, Integer::sum);
        }
        return asked;
    }

    private String ask() {
        Leave leave = leave(Optional.empty());
        end(leave, Sign.WORKS);
        return leave.target().endpoint();
    }

    private Passage ask(Optional<String> avoid) {
        return targets.acquire(route, avoid, new Demand("tenant", "any", 10, 10, 1), others);
    }

    private long nanos() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    private Leave leave(Optional<String> avoid) {
        return (Leave) ask(avoid);
    }

    private void pause(String endpoint, int seconds) {
        Routing.Route there = new Routing.Route(List.of(new Tier(1, List.of(target(endpoint)))));
        Leave leave =
                (Leave)
                        targets.acquire(
                                there,
                                Optional.empty(),
                                new Demand("tenant", "any", 10, 10, 1),
                                barrier -> false);
        end(leave, Sign.paused(Duration.ofSeconds(seconds)));
    }

    private void end(Leave leave, Sign sign) {
        targets.release(leave, sign, CallEnd.Spent.UNKNOWN);
    }

    private Target target(String endpoint) {
        return route.targets()
                .filter(target -> target.endpoint().equals(endpoint))
                .findFirst()
                .orElseThrow();
    }
}
