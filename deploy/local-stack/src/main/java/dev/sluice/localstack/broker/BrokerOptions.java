package dev.sluice.localstack.broker;

import dev.sluice.localstack.Ports;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How to run a {@link LocalBroker}.
 *
 * @param folder where it keeps its data, formatted on first use and opened as it is later; never deleted by the broker
 * @param port for clients, 1 to 65535, or {@link Ports#ANY} for the folder's last one where that is free
 * @param properties Kafka's own broker properties, over those of {@link BrokerProperties}
 */
public record BrokerOptions(Path folder, int port, Map<String, String> properties) {

    /** Copies the properties. */
    public BrokerOptions {
        properties = Map.copyOf(properties);
    }

    /** A broker on this folder with nothing else said. */
    public static BrokerOptions in(Path folder) {
        return new BrokerOptions(folder, Ports.ANY, Map.of());
    }

    /** The same on a port of the caller's choice. */
    public BrokerOptions withPort(int newPort) {
        return new BrokerOptions(folder, newPort, properties);
    }

    /** The same with one more broker property, under Kafka's own name. */
    public BrokerOptions with(String name, String value) {
        Map<String, String> more = new HashMap<>(properties);
        more.put(name, value);
        return new BrokerOptions(folder, port, more);
    }
}
