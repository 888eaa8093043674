package dev.sluice.processor.config;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.network.Selectable;

/**
 * What Kafka's clients get unless it is set otherwise. The system sizes the buffers of sockets better than a number can: with
 * Kafka's 64 KiB a fetch on a host's own interface, whose segments are as large, was seen to lose one and wait 200 ms
 * for it to be sent again.
 */
public final class KafkaDefaults {
    private static final Map<String, String> ALL =
            Map.of(
                    CommonClientConfigs.RECEIVE_BUFFER_CONFIG,
                    Integer.toString(Selectable.USE_DEFAULT_BUFFER_SIZE));

    private KafkaDefaults() {}

    /** What is given, and the defaults for what is not. */
    public static Map<String, String> beneath(Map<String, String> given) {
        Map<String, String> all = new TreeMap<>(ALL);
        all.putAll(given);
        return all;
    }
}
