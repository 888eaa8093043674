package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every key reaches its component: all values differ from the defaults and from each other. */
class ConfigMappingTest {
    static final String FULL =
            """
            application-id: gate-7
            kafka:
              bootstrap.servers: [one:9092, two:9093]
              security.protocol: SASL_SSL
            schema.registry:
              url: https://registry:8443/api
              basic.auth.user.info: me:hidden
            topics:
              requests: in
              completions: out
              failures: bad
              chunks: bits
              usage: sums
              create: true
              partitions: 12
              replication: 3
            endpoints:
              far-away:
                profile: openai
                base-url: https://models.example/base/
                path: /chat
                api-key: hidden-too
                connect-timeout: 250ms
                timeout: 1h
                max-response-bytes: 2MiB
            admission:
              max-request-bytes: 512KiB
            pending:
              window-records: 77
              window-bytes: 1GiB
            dispatch:
              max-in-flight: 4321
              event-loops: 9
            streams:
              threads: 5
              commit-interval: 35ms
              session-timeout: 45s
              transaction-timeout: 2m
              state-dir: /var/lib/sluice
              properties:
                num.standby.replicas: 1
                consumer.fetch.max.wait.ms: 1000000
            """;

    private final SluiceConfig config = Loading.load(FULL);

    @Test
    void wholeConfiguration() {
        assertThat(config.applicationId()).isEqualTo("gate-7");
        assertThat(config.kafka())
                .isEqualTo(
                        Map.of(
                                "bootstrap.servers",
                                "one:9092,two:9093",
                                "security.protocol",
                                "SASL_SSL"));
        assertThat(config.schemaRegistry())
                .isEqualTo(
                        Map.of(
                                "schema.registry.url",
                                "https://registry:8443/api",
                                "schema.registry.basic.auth.user.info",
                                "me:hidden"));
        assertThat(config.endpoints()).containsOnlyKeys("far-away");
    }

    @Test
    void topics() {
        assertThat(config.topics())
                .isEqualTo(new TopicsConfig("in", "out", "bad", "bits", "sums", true, 12, 3));
    }

    @Test
    void endpoint() {
        assertThat(config.endpoints().get("far-away"))
                .isEqualTo(
                        new EndpointConfig(
                                "far-away",
                                "openai",
                                URI.create("https://models.example/base"),
                                "/chat",
                                Optional.of(new Secret("hidden-too")),
                                Duration.ofMillis(250),
                                Duration.ofHours(1),
                                2 * 1024 * 1024));
    }

    @Test
    void admission() {
        assertThat(config.admission()).isEqualTo(new AdmissionConfig(512 * 1024));
    }

    @Test
    void pending() {
        assertThat(config.pending()).isEqualTo(new PendingConfig(77, 1L << 30));
    }

    @Test
    void dispatch() {
        assertThat(config.dispatch()).isEqualTo(new DispatchConfig(4321, 9));
    }

    @Test
    void streams() {
        assertThat(config.streams())
                .isEqualTo(
                        new StreamConfig(
                                5,
                                Duration.ofMillis(35),
                                Duration.ofSeconds(45),
                                Duration.ofMinutes(2),
                                Path.of("/var/lib/sluice"),
                                Map.of(
                                        "num.standby.replicas",
                                        "1",
                                        "consumer.fetch.max.wait.ms",
                                        "1000000")));
    }
}
