package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.WindowSize;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every key reaches its component: all values differ from the defaults and from each other. */
class ConfigMappingTest {
    private final SluiceConfig config = Loading.load(FullConfig.YAML);

    @Test
    void wholeConfiguration() {
        assertThat(config.applicationId()).isEqualTo("gate-7");
        assertThat(config.kafka())
                .isEqualTo(
                        Map.of(
                                "bootstrap.servers",
                                "one:9092,two:9093",
                                "security.protocol",
                                "SASL_SSL",
                                "receive.buffer.bytes",
                                "70000"));
        assertThat(config.schemaRegistry())
                .isEqualTo(
                        Map.of(
                                "schema.registry.url",
                                "https://registry:8443/api",
                                "schema.registry.basic.auth.user.info",
                                "me:hidden"));
        assertThat(config.endpoints()).containsOnlyKeys("far-away", "near");
    }

    @Test
    void topics() {
        assertThat(config.topics())
                .isEqualTo(
                        new TopicsConfig(
                                "in", "out", "bad", "bits", "sums", "bounds", true, 12, 3));
    }

    @Test
    void limits() {
        assertThat(config.limits())
                .isEqualTo(
                        Map.of(
                                "there",
                                new LimitConfig(
                                        "there",
                                        LimitConfig.Of.ENDPOINT,
                                        "near",
                                        Optional.of("sent"),
                                        Optional.of(600L),
                                        Optional.of(1_000_000_000L),
                                        Optional.empty(),
                                        Optional.of(50L),
                                        4,
                                        true),
                                "each-tenant",
                                new LimitConfig(
                                        "each-tenant",
                                        LimitConfig.Of.TENANT,
                                        LimitConfig.EACH,
                                        Optional.of("asked:8b"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(20L),
                                        1,
                                        false)));
    }

    @Test
    void prices() {
        assertThat(config.prices())
                .isEqualTo(
                        Map.of(
                                "near-2026",
                                new PriceConfig(
                                        "near-2026",
                                        "near",
                                        "asked:8b",
                                        Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                                        Currency.getInstance("CHF"),
                                        new BigDecimal("2.5"),
                                        new BigDecimal("0.000001"),
                                        new BigDecimal("1000000"),
                                        new BigDecimal("0.000000000007")),
                                "far",
                                new PriceConfig(
                                        "far",
                                        "far-away",
                                        "*",
                                        Optional.of(Instant.parse("2026-07-01T08:30:00.5Z")),
                                        Currency.getInstance("EUR"),
                                        BigDecimal.ZERO,
                                        BigDecimal.ZERO,
                                        new BigDecimal("0.3"),
                                        BigDecimal.ZERO)));
    }

    @Test
    void usage() {
        assertThat(config.usage())
                .isEqualTo(
                        new UsageConfig(
                                List.of(WindowSize.HOUR, WindowSize.DAY),
                                Duration.ofHours(36),
                                Duration.ofMillis(1500),
                                new UsageConfig.Keep(
                                        Duration.ofHours(2),
                                        Duration.ofHours(37),
                                        Duration.ofHours(60))));
        assertThat(config.usage().keep().of(WindowSize.MINUTE)).isEqualTo(Duration.ofHours(2));
        assertThat(config.usage().keep().of(WindowSize.HOUR)).isEqualTo(Duration.ofHours(37));
        assertThat(config.usage().keep().of(WindowSize.DAY)).isEqualTo(Duration.ofHours(60));
    }

    @Test
    void admission() {
        assertThat(config.admission())
                .isEqualTo(
                        new AdmissionConfig(
                                512 * 1024, AdmissionConfig.Duplicates.DROP, Duration.ofDays(30)));
    }

    @Test
    void pending() {
        assertThat(config.pending()).isEqualTo(new PendingConfig(77, 1L << 30, 88, 2L << 30));
    }

    @Test
    void dispatch() {
        assertThat(config.dispatch())
                .isEqualTo(new DispatchConfig(4321, 9, Duration.ofSeconds(90)));
    }

    @Test
    void scheduling() {
        assertThat(config.scheduling())
                .isEqualTo(
                        new SchedulingConfig(
                                SchedulingConfig.Ordering.KEY,
                                Map.of("acme", 5, "big.corp", 1000),
                                false));
        assertThat(config.scheduling().weight("big.corp")).isEqualTo(1000);
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
                                Optional.of("sluice-1"),
                                Path.of("/var/lib/sluice"),
                                Map.of(
                                        "num.standby.replicas",
                                        "1",
                                        "consumer.fetch.max.wait.ms",
                                        "1000000")));
    }

    @Test
    void admin() {
        assertThat(config.admin())
                .isEqualTo(
                        new AdminConfig(
                                9464,
                                "0.0.0.0",
                                Optional.of(new Secret("hidden-four")),
                                "sluice-1.example:9465"));
    }

    @Test
    void metrics() {
        assertThat(config.metrics()).isEqualTo(new MetricsConfig(91, 92));
    }

    @Test
    void logging() {
        assertThat(config.logging())
                .isEqualTo(
                        new LoggingConfig(
                                LoggingConfig.Format.JSON,
                                LoggingConfig.Level.TRACE,
                                LoggingConfig.Level.ERROR));
    }
}
