package dev.sluice.processor.admin.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.metrics.LimitStatus;
import dev.sluice.processor.metrics.LimitUse;
import dev.sluice.processor.metrics.SchedulerStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LimitsJsonTest {
    @Test
    void tellsOfEachLimitInTheOrderOfTheirNames() {
        JsonObject json =
                LimitsJson.of(
                        new SchedulerStatus(
                                List.of(
                                        use("two", OptionalDouble.empty(), OptionalDouble.empty()),
                                        use(
                                                "one",
                                                OptionalDouble.of(0.5),
                                                OptionalDouble.of(0.25))),
                                List.of(),
                                0,
                                System.nanoTime() - Duration.ofSeconds(7).toNanos()));

        assertThat(json.getDouble("age_seconds")).isBetween(7.0, 60.0);
        assertThat(json.getJsonArray("limits"))
                .isEqualTo(
                        new JsonArray(
                                """
                                [{"limit": "one", "scope": "tenant:acme", "dimension": "concurrent",
                                  "shadow": true, "value": 20, "granted": 10, "held": 30, "in_use": 4,
                                  "waiting": 5, "oldest_wait_seconds": 6.5, "utilisation": 0.5,
                                  "utilisation_of": "all", "instance_share": 0.25},
                                 {"limit": "two", "scope": "tenant:acme", "dimension": "concurrent",
                                  "shadow": true, "value": 20, "granted": 10, "held": 30, "in_use": 4,
                                  "waiting": 5, "oldest_wait_seconds": 6.5}]
                                """));
    }

    private static LimitUse use(String name, OptionalDouble utilisation, OptionalDouble share) {
        return new LimitUse(
                new LimitStatus(
                        new LimitStatus.Name(name, "tenant", "concurrent", true),
                        20L,
                        10L,
                        30L,
                        4L,
                        5L,
                        6.5,
                        utilisation),
                "tenant:acme",
                true,
                share);
    }
}
