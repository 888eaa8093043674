package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No secret shows in texts, in whichever key it stands. */
class SecretsTest {
    private static final String HIDDEN = "hidden value";

    @Test
    void printed() {
        SluiceConfig config =
                Loading.read(
                                """
                                kafka:
                                  bootstrap.servers: localhost:9092
                                  sasl.jaas.config: x password="hidden";
                                  ssl.keystore.key: hidden
                                  ssl.key.password: hidden
                                  my.interceptor.token: hidden
                                  sasl.oauthbearer.token.endpoint.url: https://shown/
                                schema.registry:
                                  url: http://me:hidden@registry:8081
                                  basic.auth.user.info: me:hidden
                                  bearer.auth.token: hidden
                                  ssl.keystore.key: hidden
                                endpoints:
                                  local:
                                    base-url: http://localhost:8000
                                    api-key: hidden
                                    headers: {X-Team: hidden}
                                    proxy: http://hidden:hidden@proxy:1
                                  other:
                                    profile: zerogpu
                                    api-key: hidden
                                    project-id: 6b1f0d3c-92a7-4c55-8d11-2f7a3c9e0b44
                                admin: {token: hidden}
                                streams:
                                  properties:
                                    producer.ssl.truststore.password: hidden
                                    main.consumer.ssl.keystore.key: hidden
                                """,
                                Map.of())
                        .config();

        assertThat(EffectiveConfig.print(config))
                .doesNotContain("hidden", "6b1f0d3c")
                .contains("https://shown/", "http://" + Secret.MASK + "@registry:8081");
        assertThat(config.toString()).doesNotContain("hidden");
        assertThat(ConfigSummary.line(config))
                .doesNotContain("hidden", "6b1f0d3c")
                .contains("schema.registry.url http://" + Secret.MASK + "@registry:8081")
                .contains("endpoints [local, other]");
        assertThat(config.endpoints().toString()).doesNotContain("hidden", "6b1f0d3c");
        assertThat(config.streams().toString()).doesNotContain("hidden");
        assertThat(config.admin().toString()).doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application-id",
                "topics.requests",
                "topics.create",
                "topics.partitions",
                "endpoints.local.profile",
                "endpoints.local.base-url",
                "endpoints.local.path",
                "endpoints.local.timeout",
                "endpoints.local.api-key",
                "endpoints.local.api-key-file",
                "endpoints.local.project-id",
                "endpoints.local.auth.header",
                "endpoints.local.auth.prefix",
                "endpoints.local.headers.Host",
                "endpoints.local.models",
                "endpoints.local.aliases.a",
                "endpoints.local.ranges.top_p",
                "endpoints.local.stream",
                "endpoints.local.tls.ca-file",
                "endpoints.local.tls.client-key-file",
                "endpoints.local.tls.verify",
                "endpoints.local.proxy",
                "endpoints.local.idempotency-header",
                "admission.max-request-bytes",
                "kafka.bootstrap.servers",
                "schema.registry.url",
                "unknown",
            })
    void inAProblem(String key) {
        assertThat(Loading.problems(key + ": " + HIDDEN))
                .anyMatch(problem -> problem.startsWith(key + ": "))
                .noneMatch(problem -> problem.contains(HIDDEN));
    }

    @Test
    void stateDirectoryThatIsNone() {
        assertThat(Loading.problems(Loading.MINIMAL + "streams.state-dir: \"hidden\\0value\"\n"))
                .containsExactly("streams.state-dir: expects a path of this file system (line 8)");
    }
}
