package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is printed is complete and loads again. */
class EffectiveConfigTest {
    private static final String PROJECT = "6b1f0d3c-92a7-4c55-8d11-2f7a3c9e0b44";

    @Test
    void loadsAgain() {
        SluiceConfig config = Loading.load(FullConfig.YAML);

        String printed = EffectiveConfig.print(config);
        SluiceConfig again =
                Loading.load(
                        printed.replaceFirst("api-key: '\\*{8}'", "api-key: hidden-too")
                                .replaceFirst("api-key: '\\*{8}'", "api-key: hidden-three")
                                .replace("X-Team: '********'", "X-Team: hidden team")
                                .replace("//********@", "//me:hid%40den@")
                                .replace("project-id: '********'", "project-id: " + PROJECT)
                                .replace("token: '********'", "token: hidden-four")
                                .replace("user.info: '********'", "user.info: me:hidden"));

        assertThat(again).isEqualTo(config);
    }

    @Test
    void loadsAgainWithItsMasks() {
        String printed = EffectiveConfig.print(Loading.load(FullConfig.YAML));
        // A mask is no UUID.
        String loadable = printed.replace("project-id: '********'", "project-id: " + PROJECT);

        assertThat(EffectiveConfig.print(Loading.load(loadable))).isEqualTo(printed);
    }

    @Test
    void numbersOfPricesArePlain() {
        assertThat(EffectiveConfig.print(Loading.load(FullConfig.YAML)))
                .contains("    output-per-million: '1000000'\n")
                .contains("    per-request: '0.000000000007'\n")
                .contains("    valid-from: '2026-01-01T00:00:00Z'\n")
                .contains("    model: '*'\n");
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
                .contains("  commit-interval: 30ms\n");
        for (Key<?> key : Keys.FIXED) {
            if (key.standard().isPresent()) {
                String name = key.name();
                assertThat(printed).contains(name.substring(name.lastIndexOf('.') + 1) + ":");
            }
        }
    }
}
