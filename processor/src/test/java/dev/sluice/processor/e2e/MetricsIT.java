package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.FreePort;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.Scrape;
import dev.sluice.processor.support.Topics;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an instance tells of its limits while one of them holds requests back. */
@ExtendWith(BackboneExtension.class)
class MetricsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String TOKEN = "let-me-read";
    private static final int FREE = 30;
    private static final int HELD = 20;

    @TempDir Path folder;

    @Test
    void tellsHowItsLimitsDo(Backbone backbone) {
        Topics topics = Topics.create(backbone, "metrics", 2);
        int port = FreePort.find();
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults());
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            for (int i = 0; i < HELD; i++) {
                publisher.send(Publisher.request("held-" + i).setTenant("held").build());
            }
            publisher.sendMany(FREE);
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("admin.port", port)
                            .with("admin.token", TOKEN)
                            .with("limits.slow.tenant", "held")
                            .with("limits.slow.requests-per-minute", 2)
                            .with("limits.wide.endpoint", "test")
                            .with("limits.wide.tokens-per-minute", 10_000_000);
            try (Instance instance = Instance.start(config, folder)) {
                outcomes.awaitUntil(() -> outcomes.completions().size() >= FREE, PATIENCE);
                await().atMost(PATIENCE).untilAsserted(() -> isSensible(scrape(port)));
                double before = oldestWait(scrape(port));
                await().atMost(PATIENCE).until(() -> oldestWait(scrape(port)) > before);
                assertThat(Scrape.get(port, "/metrics").statusCode()).isEqualTo(401);
                assertThat(instance.isAlive()).isTrue();
                assertThat(instance.log()).doesNotContain(TOKEN);
            }
        }
    }

    private static void isSensible(String text) {
        double held = value(text, "waiting", "slow");
        assertThat(held).isBetween(HELD / 2.0, (double) HELD);
        assertThat(value(text, "granted_total", "slow")).isEqualTo(HELD - held);
        assertThat(value(text, "held_total", "slow")).isPositive();
        assertThat(value(text, "utilisation_ratio", "slow")).isBetween(0.0, 1.0);
        assertThat(value(text, "granted_total", "wide")).isGreaterThanOrEqualTo(FREE);
        assertThat(value(text, "waiting", "wide")).isZero();
        assertThat(value(text, "oldest_wait_seconds", "wide")).isZero();
        assertThat(value(text, "utilisation_ratio", "wide")).isBetween(1e-9, 0.5);
        for (String part : new String[] {"estimated_tokens", "actual_tokens", "estimate_percent"}) {
            String name = "sluice_call_" + part + "_count";
            assertThat(Scrape.value(text, name, "endpoint=\"test\"").orElse(Double.NaN))
                    .as(part)
                    .isGreaterThanOrEqualTo(FREE);
        }
    }

    private static double oldestWait(String text) {
        return value(text, "oldest_wait_seconds", "slow");
    }

    private static double value(String text, String name, String limit) {
        return Scrape.value(text, "sluice_limit_" + name, "limit=\"" + limit + "\"")
                .orElse(Double.NaN);
    }

    private static String scrape(int port) {
        return Scrape.get(port, "/metrics", "Authorization", "Bearer " + TOKEN).body();
    }
}
