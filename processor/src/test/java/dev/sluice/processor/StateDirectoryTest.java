package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.SluiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private SluiceConfig config(Path state) {
        return LeastConfig.with(folder, "streams.state-dir: " + state);
    }
}
