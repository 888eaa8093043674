package dev.sluice.processor.support;

import dev.sluice.processor.config.ConfigLoader;
import dev.sluice.processor.config.EndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Endpoints as the loader makes them, with the defaults of everything that a test is not about. */
public final class EndpointConfigs {
    private EndpointConfigs() {}

    /** An endpoint {@code test} at this address, with these keys below it, such as {@code "timeout: 4s"}. */
    public static EndpointConfig of(String url, String... keys) {
        String yaml =
                Stream.concat(Stream.of("base-url: '" + url + "'"), Stream.of(keys))
                        .map(key -> "  " + key + "\n")
                        .collect(Collectors.joining("", "test:\n", ""));
        return all(yaml).values().iterator().next();
    }

    /** The endpoints of a text that could stand below the key {@code endpoints}. */
    public static Map<String, EndpointConfig> all(String yaml) {
        try {
            Path file = Files.createTempFile("sluice", ".yaml");
            try {
                Files.writeString(
                        file,
                        """
                        kafka: {bootstrap.servers: "localhost:9092"}
                        schema.registry: {url: "http://localhost:8081"}
                        endpoints:
                        """
                                + yaml.indent(2));
                return ConfigLoader.load(file, Map.of()).endpoints();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
