package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.support.TestIdentity;
import dev.sluice.v1.OnContextLength;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every key of an endpoint reaches its component: all values differ from the defaults and from each other. */
class EndpointMappingTest {
    private final SluiceConfig config = Loading.load(FullConfig.YAML);

    @Test
    void endpoint() {
        assertThat(config.endpoints().get("far-away"))
                .isEqualTo(
                        new EndpointConfig(
                                "far-away",
                                "openai",
                                URI.create("https://models.example/base"),
                                "/chat",
                                Optional.of("/list"),
                                true,
                                List.of(
                                        new Credential(
                                                "api-key",
                                                "X-Key",
                                                Optional.of("Token"),
                                                SecretForm.TOKEN,
                                                literal("hidden-too"))),
                                Map.of("X-Team", new Secret("hidden team")),
                                new RoutingConfig(
                                        List.of("small-*", "large"),
                                        Map.of("gpt-4.1", "llama3.1:8b", "quick", "small-1"),
                                        3,
                                        2),
                                new TimeoutConfig(
                                        Duration.ofMillis(250),
                                        Duration.ofMinutes(20),
                                        Duration.ofSeconds(40),
                                        Duration.ofHours(1)),
                                2 * 1024 * 1024,
                                new ConnectionConfig(
                                        false,
                                        new TlsConfig(Optional.empty(), Optional.empty(), false),
                                        Optional.of(
                                                new ProxyConfig(
                                                        ProxyConfig.Type.HTTP,
                                                        "proxy",
                                                        3128,
                                                        Optional.of(
                                                                new ProxyConfig.Login(
                                                                        new Secret("me"),
                                                                        new Secret("hid@den")))))),
                                new StreamingConfig(StreamingConfig.Mode.ALWAYS, false),
                                Optional.of("Idempotency-Key"),
                                OnContextLength.TRIM_OLDEST,
                                Map.of(
                                        RangedField.FREQUENCY_PENALTY,
                                        new Range(-2, 2),
                                        RangedField.PRESENCE_PENALTY,
                                        new Range(-2, 2),
                                        RangedField.TEMPERATURE,
                                        new Range(0, 1.5),
                                        RangedField.TOP_K,
                                        new Range(1, Double.POSITIVE_INFINITY),
                                        RangedField.LOGIT_BIAS,
                                        new Range(-100, 100),
                                        RangedField.TOP_LOGPROBS,
                                        new Range(0, 20)),
                                new RetryConfig(4, Duration.ofSeconds(90)),
                                new BreakerConfig(30, 7, 70, Duration.ofSeconds(11)),
                                false,
                                Optional.of(
                                        new AdaptiveConcurrencyConfig(
                                                3, 60, 12, OptionalDouble.of(2.5)))));
    }

    @Test
    void whatTheProfileSays() {
        EndpointConfig endpoint = Loading.endpoint(config, "near");

        assertThat(endpoint.baseUrl()).isEqualTo(URI.create("https://api.zerogpu.ai"));
        assertThat(endpoint.modelsPath()).isEmpty();
        assertThat(endpoint.routing().models()).hasSize(9).contains("gliner-multi-pii-v1");
        assertThat(endpoint.streaming())
                .isEqualTo(new StreamingConfig(StreamingConfig.Mode.NEVER, false));
        assertThat(endpoint.ranges()).isEmpty();
        assertThat(endpoint.credentials())
                .containsExactly(
                        new Credential(
                                "api-key",
                                "x-api-key",
                                Optional.empty(),
                                SecretForm.TOKEN,
                                literal("hidden-three")),
                        new Credential(
                                "project-id",
                                "x-project-id",
                                Optional.empty(),
                                SecretForm.UUID,
                                literal("6b1f0d3c-92a7-4c55-8d11-2f7a3c9e0b44")));
    }

    @Test
    void files(@TempDir Path folder) throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "of-a-file\n");
        Path project =
                Files.writeString(
                        folder.resolve("project"), "6b1f0d3c-92a7-4c55-8d11-2f7a3c9e0b44");
        TestIdentity identity = TestIdentity.of(folder, "localhost");
        EndpointConfig endpoint =
                Loading.endpoint(
                        Loading.load(
                                Loading.MINIMAL
                                        + """
                                            profile: zerogpu
                                            api-key-file: %s
                                            project-id-file: %s
                                            tls:
                                              ca-file: %s
                                              client-cert-file: %s
                                              client-key-file: %s
                                        """
                                                .formatted(
                                                        key,
                                                        project,
                                                        identity.certificate(),
                                                        identity.certificate(),
                                                        identity.key())),
                        "local");

        assertThat(endpoint.credentials())
                .extracting(Credential::source)
                .containsExactly(new SecretSource.InFile(key), new SecretSource.InFile(project));
        assertThat(endpoint.connection().tls())
                .isEqualTo(
                        new TlsConfig(
                                Optional.of(identity.certificate()),
                                Optional.of(
                                        new TlsConfig.Identity(
                                                identity.certificate(), identity.key())),
                                true));
    }

    private static SecretSource literal(String secret) {
        return new SecretSource.Literal(new Secret(secret));
    }
}
