package dev.sluice.processor;

import dev.sluice.processor.config.ConfigLoader;
import dev.sluice.processor.config.SluiceConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A configuration with no more than it must have. */
final class LeastConfig {
    private static final String YAML =
            """
            kafka.bootstrap.servers: localhost:9092
            schema.registry.url: http://localhost:8081
            endpoints.local.base-url: http://localhost:8000
            """;

    private LeastConfig() {}

    /**
     * Loads it.
     *
     * @param folder where its file is written
     * @param more lines of it
     */
    static SluiceConfig with(Path folder, String... more) {
        try {
            Path file =
                    Files.writeString(
                            folder.resolve("sluice.yaml"), YAML + String.join("\n", more));
            return ConfigLoader.read(file, Map.of()).config();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
