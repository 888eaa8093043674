package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.ConfigLoader;
import dev.sluice.processor.config.SluiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    @TempDir Path folder;

    @Test
    void isMadeAndLeftEmpty() throws Exception {
        Path state = folder.resolve("some").resolve("state");

        StateDirectory.await(config(state));

        assertThat(state).isEmptyDirectory();
    }

    @Test
    void whatCanBeNoDirectoryIsAProblemOfTheConfiguration() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> StateDirectory.await(config(file.resolve("state"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("streams.state-dir: cannot be used: ");
    }

    private SluiceConfig config(Path state) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("sluice.yaml"),
                        """
                        kafka.bootstrap.servers: localhost:9092
                        schema.registry.url: http://localhost:8081
                        endpoints.local.base-url: http://localhost:8000
                        streams.state-dir: %s
                        """
                                .formatted(state));
        return ConfigLoader.read(file, Map.of()).config();
    }
}
