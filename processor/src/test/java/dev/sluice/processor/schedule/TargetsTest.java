package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.BreakerConfig;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.dispatch.CallEnd.Sign;
import dev.sluice.processor.route.Routes;
import dev.sluice.processor.route.Routing;
import dev.sluice.processor.route.Target;
import dev.sluice.processor.support.EndpointConfigs;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
                    c: {base-url: 'http://c', order: 2, %1$s}
                    """
                            .formatted(BREAKER));
    private final Routing.Route route =
            (Routing.Route) Routes.of(configs.values()).find("any", null);
    private final Targets targets = targets();

    private Targets targets() {
        Map<String, BreakerConfig> breakers = new HashMap<>();
        configs.forEach((name, config) -> breakers.put(name, config.breaker()));
        return new Targets(new Breakers(breakers, () -> now), () -> now);
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
        assertThat(targets.acquire(route, Optional.empty()))
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
        Target a = leave(Optional.empty()).target();
        assertThat(targets.acquire(route, Optional.empty())).isEqualTo(new Leave(a, false));
        targets.release(a, Sign.FAILS);
        targets.release(a, Sign.FAILS);
        assertThat(targets.acquire(route, Optional.empty())).isInstanceOf(Passage.Held.class);

        now = now.plus(Duration.ofSeconds(10)).plusMillis(1);
        assertThat(targets.acquire(route, Optional.empty())).isEqualTo(new Leave(a, true));
        assertThat(targets.acquire(route, Optional.empty()))
                .as("a second probe")
                .isInstanceOf(Passage.Held.class);

        // The probe says nothing: another one is let through, and it is well again.
        targets.release(a, Sign.NONE);
        assertThat(targets.acquire(route, Optional.empty())).isInstanceOf(Leave.class);
        targets.release(a, Sign.WORKS);
        assertThat(targets.acquire(route, Optional.empty())).isInstanceOf(Leave.class);
        assertThat(targets.acquire(route, Optional.empty())).isInstanceOf(Leave.class);
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
        Target target = leave(Optional.empty()).target();
        targets.release(target, Sign.WORKS);
        return target.endpoint();
    }

    private Leave leave(Optional<String> avoid) {
        return (Leave) targets.acquire(route, avoid);
    }

    private void pause(String endpoint, int seconds) {
        targets.release(target(endpoint), Sign.paused(Duration.ofSeconds(seconds)));
    }

    private Target target(String endpoint) {
        return route.targets()
                .filter(target -> target.endpoint().equals(endpoint))
                .findFirst()
                .orElseThrow();
    }
}
