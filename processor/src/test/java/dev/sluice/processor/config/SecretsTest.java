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
                                streams:
                                  properties:
                                    producer.ssl.truststore.password: hidden
                                    main.consumer.ssl.keystore.key: hidden
                                """,
                                Map.of())
                        .config();

        assertThat(EffectiveConfig.print(config))
                .doesNotContain("hidden")
                .contains("https://shown/", "http://" + Secret.MASK + "@registry:8081");
        assertThat(config.toString()).doesNotContain("hidden");
        assertThat(config.endpoints().toString()).doesNotContain("hidden");
        assertThat(config.streams().toString()).doesNotContain("hidden");
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
