package dev.sluice.processor.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.ConfigLoader;
import dev.sluice.processor.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine sets itself, the configuration refuses: a setting that is overridden without a word misleads. */
class OwnedSettingsTest {
    @Test
    void everySettingOfTheEngineIsRefused(@TempDir Path folder) throws IOException {
        Map<String, Object> settings = StreamSettings.of(FlowConfigs.creating("localhost:1"));
        String yaml =
                settings.keySet().stream()
                        .map(name -> "streams.properties." + name + ": x\n")
                        .collect(Collectors.joining());
        Path file = Files.writeString(folder.resolve("sluice.yaml"), yaml);

        ConfigException refused =
                catchThrowableOfType(
                        ConfigException.class, () -> ConfigLoader.read(file, Map.of()));

        assertThat(refused.problems())
                .extracting(Problem::key)
                .containsAll(
                        settings.keySet().stream()
                                .map(name -> "streams.properties." + name)
                                .toList());
    }
}
