package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is configured reaches the wire. */
class RegistryAuthenticationTest {
    private static final String SECRET = "s3cr:t";
    private static final String BASIC =
            "Basic "
                    + Base64.getEncoder()
                            .encodeToString(("me:" + SECRET).getBytes(StandardCharsets.UTF_8));

    private FakeRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = FakeRegistry.start();
        registry.answer(200, "{\"schema\":\"\\\"string\\\"\"}");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void aPingIsAskedEachTimeAndTellsARefusalFromAnAnswer() throws Exception {
        Schemas schemas =
                Schemas.connect(
                        Map.of(
                                "schema.registry.url",
                                "http://me:" + SECRET + "@127.0.0.1:" + registry.port()));
        registry.answer(200, "[1]");
        schemas.ping("requests-value");
        schemas.ping("requests-value");
        assertThat(registry.asked()).hasSize(2);
        registry.answer(404, "{\"error_code\":40401,\"message\":\"no such subject\"}");
        schemas.ping("requests-value");

        registry.answer(401, "{\"error_code\":401,\"message\":\"" + SECRET + "\"}");
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> schemas.ping("requests-value"))
                .withMessageContaining("HTTP 401")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET));
        registry.close();
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> schemas.ping("requests-value"));
    }

    @Test
    void nothingIsSentByDefault() throws Exception {
        assertThat(sentWith(Map.of())).isEqualTo("null");
    }

    @Test
    void basic() throws Exception {
        assertThat(
                        sentWith(
                                Map.of(
                                        "basic.auth.credentials.source",
                                        "USER_INFO",
                                        "basic.auth.user.info",
                                        "me:" + SECRET)))
                .isEqualTo(BASIC);
    }

    @Test
    void basicWithPrefixAsAPasswordAndWithoutItsSource() throws Exception {
        assertThat(
                        sentWith(
                                Map.of(
                                        "schema.registry.basic.auth.user.info",
                                        new Password("me:" + SECRET))))
                .isEqualTo(BASIC);
    }

    @Test
    void basicInTheAddress() throws Exception {
        String url = registry.url().replace("://", "://me:s3cr%3At@");
        assertThat(sentWith(Map.of("schema.registry.url", url))).isEqualTo(BASIC);
    }

    @Test
    void basicFromKafkasLogin() throws Exception {
        String login =
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " username=\"me\" password=\"s3cr:t\";";
        assertThat(
                        sentWith(
                                Map.of(
                                        "basic.auth.credentials.source", "SASL_INHERIT",
                                        "sasl.mechanism", "PLAIN",
                                        "sasl.jaas.config", new Password(login))))
                .isEqualTo(BASIC);
    }

    @Test
    void bearer() throws Exception {
        assertThat(
                        sentWith(
                                Map.of(
                                        "bearer.auth.credentials.source",
                                        "STATIC_TOKEN",
                                        "bearer.auth.token",
                                        SECRET)))
                .isEqualTo("Bearer " + SECRET);
        assertThat(sentWith(Map.of("schema.registry.bearer.auth.token", SECRET)))
                .isEqualTo("Bearer " + SECRET);
    }

    @Test
    void aKindThatIsNotKnownIsRefusedRatherThanIgnored() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(
                        () ->
                                registry.connect(
                                        Map.of("bearer.auth.credentials.source", "OAUTHBEARER")))
                .withMessageContaining("STATIC_TOKEN");
    }

    @Test
    void secretsStayOutOfMessages() {
        String url = registry.url().replace("://", "://me:" + SECRET + "@");
        registry.close();
        try (Schemas schemas = registry.connect(Map.of("schema.registry.url", url))) {
            assertThatExceptionOfType(RegistryUnavailableException.class)
                    .isThrownBy(() -> schemas.fetch(1))
                    .withMessageNotContaining(SECRET)
                    .withNoCause();
        }
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(
                        () ->
                                registry.connect(
                                        Map.of("schema.registry.url", "http://" + SECRET + " @h")))
                .withMessageNotContaining(SECRET);
    }

    private String sentWith(Map<String, ?> config) throws Exception {
        try (Schemas schemas = registry.connect(config)) {
            schemas.fetch(1);
        }
        return registry.asked().get(registry.asked().size() - 1).authorization();
    }
}
