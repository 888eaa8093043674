package dev.sluice.processor.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka's clients know by name. */
final class KafkaNames {
    /** Prefixes by which Kafka Streams tells its clients apart: {@code StreamsConfig}'s {@code *_PREFIX}. */
    private static final List<String> CLIENTS =
            List.of(
                    StreamsConfig.MAIN_CONSUMER_PREFIX,
                    StreamsConfig.RESTORE_CONSUMER_PREFIX,
                    StreamsConfig.GLOBAL_CONSUMER_PREFIX,
                    StreamsConfig.CONSUMER_PREFIX,
                    StreamsConfig.PRODUCER_PREFIX,
                    StreamsConfig.ADMIN_CLIENT_PREFIX);

    /** Prefixes below which anything may stand: SASL and TLS extensions, and settings of internal topics. */
    private static final List<String> OPEN = List.of("sasl.", "ssl.", StreamsConfig.TOPIC_PREFIX);

    private static final Map<String, ConfigDef.Type> CLIENT_TYPES =
            types(
                    Stream.of(
                            ConsumerConfig.configDef(),
                            ProducerConfig.configDef(),
                            AdminClientConfig.configDef()));
    private static final Map<String, ConfigDef.Type> STREAM_TYPES =
            types(
                    Stream.of(
                            ConsumerConfig.configDef(),
                            ProducerConfig.configDef(),
                            AdminClientConfig.configDef(),
                            StreamsConfig.configDef()));

    private KafkaNames() {}

    /** A name without the client it is for. */
    static String withoutClient(String name) {
        return CLIENTS.stream()
                .filter(name::startsWith)
                .findFirst()
                .map(prefix -> name.substring(prefix.length()))
                .orElse(name);
    }

    /** Whether a consumer, producer or admin client takes a name. */
    static boolean isOfClient(String name) {
        return CLIENT_TYPES.containsKey(name) || OPEN.stream().anyMatch(name::startsWith);
    }

    /** Whether Kafka Streams takes a name, perhaps for one of its clients. */
    static boolean isOfStreams(String name) {
        return STREAM_TYPES.containsKey(withoutClient(name))
                || OPEN.stream().anyMatch(withoutClient(name)::startsWith);
    }

    static Set<String> ofClient() {
        return CLIENT_TYPES.keySet();
    }

    static Set<String> ofStreams() {
        return STREAM_TYPES.keySet();
    }

    /** Whether Kafka itself treats a name's value as a password. */
    static boolean isPassword(String name) {
        return STREAM_TYPES.get(name) == ConfigDef.Type.PASSWORD;
    }

    /** Whether Kafka knows a name and does not treat its value as a password. */
    static boolean isPlain(String name) {
        return STREAM_TYPES.containsKey(name) && !isPassword(name);
    }

    private static Map<String, ConfigDef.Type> types(Stream<ConfigDef> definitions) {
        Map<String, ConfigDef.Type> types = new HashMap<>();
        definitions.forEach(
                definition ->
                        definition
                                .configKeys()
                                .forEach((name, key) -> types.put(name, key.type())));
        return Map.copyOf(types);
    }
}
