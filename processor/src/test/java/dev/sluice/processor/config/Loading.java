package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Loads configurations from texts. */
final class Loading {
    /** The least that loads. */
    static final String MINIMAL =
            """
            kafka:
              bootstrap.servers: localhost:9092
            schema.registry:
              url: http://localhost:8081
            endpoints:
              local:
                base-url: http://localhost:8000
            """;

    private Loading() {}

    static SluiceConfig load(String yaml) {
        return read(yaml, Map.of()).config();
    }

    static LoadedConfig read(String yaml, Map<String, String> environment) {
        try {
            Path file = Files.createTempFile("sluice", ".yaml");
            try {
                Files.writeString(file, yaml);
                return ConfigLoader.read(file, environment);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The endpoint of this name, which must be there. */
    static EndpointConfig endpoint(SluiceConfig config, String name) {
        return Objects.requireNonNull(config.endpoints().get(name), name);
    }

    /** The problems of a text that must not load. */
    static List<String> problems(String yaml) {
        return problems(yaml, Map.of());
    }

    static List<String> problems(String yaml, Map<String, String> environment) {
        ConfigException failure =
                catchThrowableOfType(ConfigException.class, () -> read(yaml, environment));
        if (failure == null) {
            throw new AssertionError("loads, although it must not");
        }
        return failure.problems().stream().map(Problem::toString).toList();
    }
}
