package dev.sluice.localstack.registry;

import dev.sluice.localstack.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How to run a {@link LocalRegistry}.
 *
 * @param folder where it keeps schemas, their ids and its log; never deleted by the registry
 * @param port 1 to 65535, or {@link Ports#ANY} for the folder's last one where that is free
 * @param startTimeout how long it may take to be ready, greater than zero
 * @param properties the registry's own system properties, over those of {@link LocalRegistry}
 */
public record RegistryOptions(
        Path folder, int port, Duration startTimeout, Map<String, String> properties) {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Copies the properties. */
    public RegistryOptions {
        properties = Map.copyOf(properties);
    }

    /** A registry on this folder with nothing else said. */
    public static RegistryOptions in(Path folder) {
        return new RegistryOptions(folder, Ports.ANY, PATIENCE, Map.of());
    }

    /** The same on a port of the caller's choice. */
    public RegistryOptions withPort(int newPort) {
        return new RegistryOptions(folder, newPort, startTimeout, properties);
    }

    /** The same with one more system property, under the registry's own name. */
    public RegistryOptions with(String name, String value) {
        Map<String, String> more = new HashMap<>(properties);
        more.put(name, value);
        return new RegistryOptions(folder, port, startTimeout, more);
    }
}
