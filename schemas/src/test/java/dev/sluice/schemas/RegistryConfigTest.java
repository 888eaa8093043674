package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryConfigTest {
    private static final String URL = "schema.registry.url";

    @Test
    void oneAddressOrSeveral() {
        assertThat(RegistryConfig.of(Map.of(URL, " http://a:1 , http://b:2,")).urls())
                .containsExactly("http://a:1", "http://b:2");
        assertThat(RegistryConfig.of(Map.of(URL, List.of("http://a:1", "http://b:2"))).urls())
                .containsExactly("http://a:1", "http://b:2");
    }

    @Test
    void withoutAnAddressThereIsNoRegistry() {
        for (Map<String, String> config : List.of(Map.<String, String>of(), Map.of(URL, " , "))) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> RegistryConfig.of(config))
                    .withMessageContaining(URL);
        }
    }

    @Test
    void textsOfAPropertiesFileBecomeWhatTheClientWants() {
        Map<String, Object> client =
                RegistryConfig.of(
                                Map.of(
                                        URL,
                                        "http://a",
                                        "schema.registry.http.read.timeout.ms",
                                        "250",
                                        "missing.id.cache.ttl.sec",
                                        "30",
                                        "missing.cache.size",
                                        "10"))
                        .client();
        assertThat(client)
                .containsEntry("http.read.timeout.ms", 250)
                .containsEntry("http.connect.timeout.ms", 5_000)
                .containsEntry("missing.id.cache.ttl.sec", 30L)
                .containsEntry("missing.cache.size", 10);
    }

    @Test
    void aKeyOnItsOwnWinsOverTheSameWithPrefix() {
        assertThat(
                        RegistryConfig.of(
                                        Map.of(
                                                URL,
                                                "http://a",
                                                "schema.registry.proxy.host",
                                                "prefixed",
                                                "proxy.host",
                                                "plain"))
                                .client())
                .containsEntry("proxy.host", "plain");
    }

    @ParameterizedTest
    @CsvSource({"auto.register.schemas,perhaps", "http.read.timeout.ms,soon"})
    void whatIsNotUnderstoodIsNamed(String key, String value) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RegistryConfig.of(Map.of(URL, "http://a", key, value)))
                .withMessageContaining(key);
    }
}
