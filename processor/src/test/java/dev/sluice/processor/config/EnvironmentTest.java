package dev.sluice.processor.config;

import static dev.sluice.processor.config.Loading.MINIMAL;
import static dev.sluice.processor.config.Loading.problems;
import static dev.sluice.processor.config.Loading.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Environment variables: as overrides of keys, and within values. */
class EnvironmentTest {
    @Test
    void overrideWinsOverTheFileAndTheDefault() {
        SluiceConfig config =
                read(
                                MINIMAL,
                                Map.of(
                                        "SLUICE_APPLICATION_ID", "other",
                                        "SLUICE_KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
                                        "SLUICE_SCHEMA_REGISTRY_URL", "http://registry:8081",
                                        "SLUICE_ENDPOINTS_LOCAL_BASE_URL", "http://model:80",
                                        "SLUICE_ENDPOINTS_LOCAL_CONNECT_TIMEOUT", "2s",
                                        "SLUICE_STREAMS_PROPERTIES_NUM_STANDBY_REPLICAS", "1",
                                        "SLUICE_KAFKA_SECURITY_PROTOCOL", "SSL"))
                        .config();

        assertThat(config.applicationId()).isEqualTo("other");
        assertThat(config.kafka())
                .isEqualTo(
                        KafkaDefaults.beneath(
                                Map.of(
                                        "bootstrap.servers",
                                        "broker:9092",
                                        "security.protocol",
                                        "SSL")));
        assertThat(config.schemaRegistry())
                .isEqualTo(Map.of("schema.registry.url", "http://registry:8081"));
        assertThat(config.streams().properties()).isEqualTo(Map.of("num.standby.replicas", "1"));
        EndpointConfig endpoint = config.endpoints().values().iterator().next();
        assertThat(endpoint.baseUrl()).hasHost("model");
        assertThat(endpoint.timeouts().connect()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void overrideMakesAnEndpointThatTheFileDoesNotHave() {
        String yaml = MINIMAL.substring(0, MINIMAL.indexOf("endpoints:"));

        SluiceConfig config =
                read(yaml, Map.of("SLUICE_ENDPOINTS_FAR_AWAY_BASE_URL", "http://x:1")).config();

        assertThat(config.endpoints()).containsOnlyKeys("far-away");
    }

    @Test
    void overrideChangesAndMakesLimits() {
        SluiceConfig config =
                read(
                                MINIMAL + "limits: {there: {endpoint: local, concurrent: 3}}",
                                Map.of(
                                        "SLUICE_LIMITS_THERE_CONCURRENT", "4",
                                        "SLUICE_LIMITS_EACH_TENANT_TENANT", "*",
                                        "SLUICE_LIMITS_EACH_TENANT_TOKENS_PER_MINUTE", "5"))
                        .config();

        assertThat(config.limits()).containsOnlyKeys("there", "each-tenant");
        assertThat(config.limits().values())
                .anySatisfy(limit -> assertThat(limit.concurrent()).contains(4L))
                .anySatisfy(limit -> assertThat(limit.tokensPerMinute()).contains(5L));
    }

    @Test
    void overrideChangesAndMakesPrices() {
        SluiceConfig config =
                read(
                                MINIMAL
                                        + "prices: {there: {endpoint: local, currency: EUR, per-request: 3}}",
                                Map.of(
                                        "SLUICE_PRICES_THERE_CURRENCY", "USD",
                                        "SLUICE_PRICES_SMALL_ONE_ENDPOINT", "local",
                                        "SLUICE_PRICES_SMALL_ONE_MODEL", "small",
                                        "SLUICE_PRICES_SMALL_ONE_VALID_FROM", "2026-01-01",
                                        "SLUICE_PRICES_SMALL_ONE_CURRENCY", "USD",
                                        "SLUICE_PRICES_SMALL_ONE_INPUT_PER_MILLION", "2.50",
                                        "SLUICE_PRICES_SMALL_ONE_CACHED_INPUT_PER_MILLION", "1e-6"))
                        .config();

        assertThat(config.prices()).containsOnlyKeys("there", "small-one");
        assertThat(config.prices().values())
                .allSatisfy(price -> assertThat(price.currency()).hasToString("USD"))
                .anySatisfy(
                        price -> {
                            assertThat(price.inputPerMillion()).hasToString("2.5");
                            assertThat(price.cachedInputPerMillion()).hasToString("0.000001");
                            assertThat(price.validFrom()).isPresent();
                        });
    }

    @Test
    void overrideOfListsAndOfSectionsWhoseKeysAreFree() {
        EndpointConfig endpoint =
                Loading.endpoint(
                        read(
                                        MINIMAL + "    aliases: {gpt-4.1: one}\n",
                                        Map.of(
                                                "SLUICE_ENDPOINTS_LOCAL_MODELS", "small-*, large",
                                                "SLUICE_ENDPOINTS_LOCAL_ALIASES_GPT_4_1", "two",
                                                "SLUICE_ENDPOINTS_LOCAL_HEADERS_X_MY_TIMEOUT", "a",
                                                "SLUICE_ENDPOINTS_LOCAL_RANGES_TOP_K", "1..40",
                                                "SLUICE_ENDPOINTS_LOCAL_TLS_VERIFY", "false",
                                                "SLUICE_ENDPOINTS_FAR_AWAY_BASE_URL", "http://x:1",
                                                "SLUICE_ENDPOINTS_FAR_AWAY_RETRY_MAX_DELAY", "1s"))
                                .config(),
                        "local");

        assertThat(endpoint.routing().models()).isEqualTo(List.of("small-*", "large"));
        assertThat(endpoint.routing().aliases()).isEqualTo(Map.of("gpt-4.1", "two"));
        assertThat(endpoint.headers()).isEqualTo(Map.of("x-my-timeout", new Secret("a")));
        assertThat(endpoint.ranges()).containsEntry(RangedField.TOP_K, new Range(1, 40));
        assertThat(endpoint.connection().tls().verify()).isFalse();
    }

    @Test
    void overrideIsTakenLiterallyAndEmptyIsNotSet() {
        SluiceConfig config =
                read(
                                MINIMAL,
                                Map.of(
                                        "SLUICE_KAFKA_SASL_JAAS_CONFIG", "a$$b${c}\\$d",
                                        "SLUICE_ENDPOINTS_LOCAL_API_KEY", ""))
                        .config();

        assertThat(config.kafka()).containsEntry("sasl.jaas.config", "a$$b${c}\\$d");
        assertThat(config.endpoints().values())
                .allSatisfy(endpoint -> assertThat(endpoint.credentials()).isEmpty());
    }

    @Test
    void problemsNameTheVariable() {
        assertThat(
                        problems(
                                MINIMAL,
                                Map.of(
                                        "SLUICE_STREAMS_THREADS", "none",
                                        "SLUICE_STREAMS_THREAD", "1")))
                .containsExactly(
                        "SLUICE_STREAMS_THREAD: this environment variable sets no known key;"
                                + " did you mean SLUICE_STREAMS_THREADS?",
                        "streams.threads: expects a whole number from 1 to 256 (environment variable"
                                + " SLUICE_STREAMS_THREADS)");
    }

    @Test
    void variablesOfOthersAreLeftAlone() {
        LoadedConfig loaded =
                read(
                        MINIMAL + "application-id: ${SLUICE_STREAMS_ID}",
                        Map.of(
                                "SLUICE_PORT", "tcp://10.0.0.1:80",
                                "SLUICE_SERVICE_HOST", "10.0.0.1",
                                "SLUICE_STREAMS_ID", "mine",
                                "SLUICE_APLICATION_ID", "typo"));

        assertThat(loaded.config().applicationId()).isEqualTo("mine");
        assertThat(loaded.warnings())
                .extracting(Problem::key)
                .containsExactly("SLUICE_APLICATION_ID");
    }

    @Test
    void valuesExpand() {
        String yaml =
                MINIMAL
                        + """
                            api-key: pre-${KEY}
                            path: ${CHAT_PATH:/${VERSION}/chat}
                        application-id: ${ID:x}
                        streams: {state-dir: "a$$b$c${ID:}"}
                        """;

        SluiceConfig config = read(yaml, Map.of("KEY", "a$$b${x}", "VERSION", "v9")).config();

        EndpointConfig endpoint = config.endpoints().values().iterator().next();
        assertThat(endpoint.credentials())
                .extracting(Credential::source)
                .containsExactly(new SecretSource.Literal(new Secret("pre-a$$b${x}")));
        assertThat(endpoint.path()).isEqualTo("/v9/chat");
        assertThat(config.applicationId()).isEqualTo("x");
        assertThat(config.streams().stateDir()).hasToString("a$b$c");
    }

    @Test
    void whatIsOverriddenMayReferToAMissingVariable() {
        SluiceConfig config =
                read(
                                MINIMAL + "    api-key: ${KEY}\n",
                                Map.of("SLUICE_ENDPOINTS_LOCAL_API_KEY", "direct"))
                        .config();

        assertThat(config.endpoints().values())
                .flatExtracting(EndpointConfig::credentials)
                .extracting(Credential::source)
                .containsExactly(new SecretSource.Literal(new Secret("direct")));
    }

    @Test
    void missingVariablesAreNamedWithTheirKeys() {
        String yaml =
                MINIMAL.replace("localhost:9092", "${HOST}:9092")
                        + "    api-key: ${KEY}\ntopics: {requests: '${A}-${B}'}\n";

        assertThat(problems(yaml))
                .containsExactly(
                        "kafka.bootstrap.servers: environment variable HOST is not set (line 2)",
                        "endpoints.local.api-key: environment variable KEY is not set (line 8)",
                        "topics.requests: environment variable A is not set (line 9)",
                        "topics.requests: environment variable B is not set (line 9)");
    }
}
