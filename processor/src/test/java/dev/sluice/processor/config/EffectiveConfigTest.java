package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is printed is complete and loads again. */
class EffectiveConfigTest {
    @Test
    void loadsAgain() {
        SluiceConfig config = Loading.load(ConfigMappingTest.FULL);

        String printed = EffectiveConfig.print(config);
        SluiceConfig again =
                Loading.load(
                        printed.replace("api-key: '********'", "api-key: hidden-too")
                                .replace("user.info: '********'", "user.info: me:hidden"));

        assertThat(again).isEqualTo(config);
    }

    @Test
    void loadsAgainWithItsMasks() {
        String printed = EffectiveConfig.print(Loading.load(ConfigMappingTest.FULL));

        assertThat(EffectiveConfig.print(Loading.load(printed))).isEqualTo(printed);
    }

    @Test
    void dollarsAndOddTextsSurvive() {
        SluiceConfig config =
                Loading.read(
                                Loading.MINIMAL + "streams: {state-dir: '/a$$b/$${c}: # x'}",
                                Map.of("SLUICE_KAFKA_CLIENT_ID", "null"))
                        .config();

        assertThat(Loading.load(EffectiveConfig.print(config))).isEqualTo(config);
    }

    @Test
    void showsEveryKeyThatHasADefault() {
        String printed = EffectiveConfig.print(Loading.load(Loading.MINIMAL));

        assertThat(printed)
                .startsWith("application-id: sluice\nkafka:\n  bootstrap.servers: localhost:9092\n")
                .contains("schema.registry:\n  url: http://localhost:8081\n")
                .contains("    path: /v1/chat/completions\n")
                .contains("  commit-interval: 20ms\n");
        for (String key : Keys.names(List.of())) {
            assertThat(printed).contains(key.substring(key.lastIndexOf('.') + 1) + ": ");
        }
    }
}
