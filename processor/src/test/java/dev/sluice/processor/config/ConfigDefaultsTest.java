package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is in effect where nothing but the required keys is given. */
class ConfigDefaultsTest {
    private final SluiceConfig config = Loading.load(Loading.MINIMAL);

    @Test
    void wholeConfiguration() {
        assertThat(config.applicationId()).isEqualTo("sluice");
        assertThat(config.kafka()).isEqualTo(Map.of("bootstrap.servers", "localhost:9092"));
        assertThat(config.schemaRegistry())
                .isEqualTo(Map.of("schema.registry.url", "http://localhost:8081"));
        assertThat(config.endpoints()).containsOnlyKeys("local");
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
                                Optional.empty(),
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(10),
                                8 * 1024 * 1024));
    }

    @Test
    void admission() {
        assertThat(config.admission()).isEqualTo(new AdmissionConfig(1024 * 1024));
    }

    @Test
    void pending() {
        assertThat(config.pending()).isEqualTo(new PendingConfig(1000, 64 * 1024 * 1024));
    }

    @Test
    void dispatch() {
        assertThat(config.dispatch())
                .isEqualTo(new DispatchConfig(256, Runtime.getRuntime().availableProcessors()));
    }

    @Test
    void streams() {
        assertThat(config.streams())
                .isEqualTo(
                        new StreamConfig(
                                1,
                                Duration.ofMillis(20),
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(5),
                                Path.of(System.getProperty("java.io.tmpdir"), "sluice"),
                                Map.of()));
    }
}
