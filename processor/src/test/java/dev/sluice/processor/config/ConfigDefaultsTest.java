package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.OnContextLength;
import dev.sluice.v1.WindowSize;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What is in effect where nothing but the required keys is given. */
class ConfigDefaultsTest {
    private final SluiceConfig config = Loading.load(Loading.MINIMAL);

    @Test
    void wholeConfiguration() {
        assertThat(config.applicationId()).isEqualTo("sluice");
        assertThat(config.kafka())
                .isEqualTo(
                        Map.of(
                                "bootstrap.servers",
                                "localhost:9092",
                                "receive.buffer.bytes",
                                "-1"));
        assertThat(config.schemaRegistry())
                .isEqualTo(Map.of("schema.registry.url", "http://localhost:8081"));
        assertThat(config.endpoints()).containsOnlyKeys("local");
        assertThat(config.limits()).isEmpty();
        assertThat(config.prices()).isEmpty();
    }

    @Test
    void limit() {
        SluiceConfig limited =
                Loading.load(Loading.MINIMAL + "limits: {one: {tenant: acme, concurrent: 3}}");

        assertThat(limited.limits())
                .isEqualTo(
                        Map.of(
                                "one",
                                new LimitConfig(
                                        "one",
                                        LimitConfig.Of.TENANT,
                                        "acme",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(3L),
                                        1,
                                        false)));
    }

    @Test
    void topics() {
        assertThat(config.topics())
                .isEqualTo(
                        new TopicsConfig(
                                "chat.requests",
                                "chat.completions",
                                "chat.failures",
                                "chat.chunks",
                                "chat.usage",
                                "chat.limits",
                                false,
                                6,
                                1));
    }

    @Test
    void endpoint() {
        assertThat(config.endpoints().get("local"))
                .isEqualTo(
                        new EndpointConfig(
                                "local",
                                "openai",
                                URI.create("http://localhost:8000"),
                                "/v1/chat/completions",
                                Optional.of("/v1/models"),
                                false,
                                List.of(),
                                Map.of(),
                                new RoutingConfig(List.of(), Map.of(), 1, 1),
                                new TimeoutConfig(
                                        Duration.ofSeconds(5),
                                        Duration.ofMinutes(10),
                                        Duration.ofMinutes(1),
                                        Duration.ofMinutes(10)),
                                8 * 1024 * 1024,
                                new ConnectionConfig(
                                        true,
                                        new TlsConfig(Optional.empty(), Optional.empty(), true),
                                        Optional.empty()),
                                new StreamingConfig(StreamingConfig.Mode.AS_ASKED, true),
                                Optional.empty(),
                                OnContextLength.FAIL,
                                Map.of(
                                        RangedField.FREQUENCY_PENALTY,
                                        new Range(-2, 2),
                                        RangedField.PRESENCE_PENALTY,
                                        new Range(-2, 2),
                                        RangedField.TEMPERATURE,
                                        new Range(0, 2),
                                        RangedField.TOP_P,
                                        new Range(0, 1),
                                        RangedField.LOGIT_BIAS,
                                        new Range(-100, 100),
                                        RangedField.TOP_LOGPROBS,
                                        new Range(0, 20)),
                                new RetryConfig(20, Duration.ofSeconds(8)),
                                new BreakerConfig(50, 20, 100, Duration.ofSeconds(10)),
                                true,
                                Optional.empty()));
    }

    @Test
    void adaptiveConcurrency() {
        assertThat(adaptive("{max: 64}")).contains(bounds(1, 64, 10));
        assertThat(adaptive("{max: 4}")).contains(bounds(1, 4, 4));
        assertThat(adaptive("{max: 64, min: 20}")).contains(bounds(20, 64, 20));
    }

    private static Optional<AdaptiveConcurrencyConfig> adaptive(String section) {
        String yaml = Loading.MINIMAL + "    adaptive-concurrency: " + section + "\n";
        return Loading.endpoint(Loading.load(yaml), "local").adaptiveConcurrency();
    }

    private static AdaptiveConcurrencyConfig bounds(int min, int max, int initial) {
        return new AdaptiveConcurrencyConfig(min, max, initial, OptionalDouble.empty());
    }

    @Test
    void price() {
        SluiceConfig priced =
                Loading.load(
                        Loading.MINIMAL
                                + "prices: {one: {endpoint: local, currency: USD, input-per-million: 2.5}}");

        assertThat(priced.prices())
                .isEqualTo(
                        Map.of(
                                "one",
                                new PriceConfig(
                                        "one",
                                        "local",
                                        "*",
                                        Optional.empty(),
                                        Currency.getInstance("USD"),
                                        new BigDecimal("2.5"),
                                        new BigDecimal("2.5"),
                                        BigDecimal.ZERO,
                                        BigDecimal.ZERO)));
    }

    @Test
    void usage() {
        assertThat(config.usage())
                .isEqualTo(
                        new UsageConfig(
                                List.of(WindowSize.MINUTE, WindowSize.HOUR, WindowSize.DAY),
                                Duration.ofDays(1),
                                Duration.ofSeconds(1),
                                new UsageConfig.Keep(
                                        Duration.ofDays(2),
                                        Duration.ofDays(35),
                                        Duration.ofDays(400))));
    }

    @Test
    void admission() {
        assertThat(config.admission())
                .isEqualTo(
                        new AdmissionConfig(
                                1024 * 1024,
                                AdmissionConfig.Duplicates.REJECT,
                                Duration.ofDays(1)));
    }

    @Test
    void pending() {
        assertThat(config.pending())
                .isEqualTo(new PendingConfig(1000, 64 << 20, 100_000, 256 << 20));
    }

    @Test
    void dispatch() {
        assertThat(config.dispatch())
                .isEqualTo(
                        new DispatchConfig(
                                256,
                                Runtime.getRuntime().availableProcessors(),
                                Duration.ofSeconds(20)));
    }

    @Test
    void scheduling() {
        assertThat(config.scheduling())
                .isEqualTo(new SchedulingConfig(SchedulingConfig.Ordering.NONE, Map.of(), true));
        assertThat(config.scheduling().weight("anybody")).isEqualTo(1);
    }

    @Test
    void streams() {
        assertThat(config.streams())
                .isEqualTo(
                        new StreamConfig(
                                1,
                                Duration.ofMillis(30),
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(5),
                                Optional.empty(),
                                Path.of(System.getProperty("java.io.tmpdir"), "sluice"),
                                Map.of()));
    }

    @Test
    void admin() {
        assertThat(config.admin())
                .isEqualTo(new AdminConfig(0, "127.0.0.1", Optional.empty(), "127.0.0.1:0"));
    }

    @Test
    void metrics() {
        assertThat(config.metrics()).isEqualTo(new MetricsConfig(50, 50));
    }

    @Test
    void logging() {
        assertThat(config.logging())
                .isEqualTo(
                        new LoggingConfig(
                                LoggingConfig.Format.TEXT,
                                LoggingConfig.Level.INFO,
                                LoggingConfig.Level.WARN));
    }
}
