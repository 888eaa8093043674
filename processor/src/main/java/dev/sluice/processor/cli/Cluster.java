package dev.sluice.processor.cli;

import dev.sluice.processor.config.KafkaDefaults;
import dev.sluice.processor.config.SluiceConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Where requests go and outcomes come from.
 *
 * @param kafka properties for every Kafka client, with {@code bootstrap.servers}
 * @param schemaRegistry properties of the registry client, with {@code schema.registry.url}
 * @param requests topic of requests
 * @param completions topic of answers
 * @param failures topic of everything else
 */
public record Cluster(
        Map<String, String> kafka,
        Map<String, String> schemaRegistry,
        String requests,
        String completions,
        String failures) {
    private static final int MAX_REQUEST_BYTES = 64 * 1024 * 1024;
    private static final int BATCH_BYTES = 128 * 1024;
    private static final int LINGER_MS = 20;

    /** Copies the maps. */
    public Cluster {
        kafka = Map.copyOf(kafka);
        schemaRegistry = Map.copyOf(schemaRegistry);
    }

    /** The cluster that an instance with this configuration works on. */
    public static Cluster of(SluiceConfig config) {
        return new Cluster(
                config.kafka(),
                config.schemaRegistry(),
                config.topics().requests(),
                config.topics().completions(),
                config.topics().failures());
    }

    /** A cluster without authentication, with the default names of the topics. */
    public static Cluster of(String bootstrapServers, String schemaRegistryUrl) {
        return new Cluster(
                KafkaDefaults.beneath(Map.of("bootstrap.servers", bootstrapServers)),
                Map.of("schema.registry.url", schemaRegistryUrl),
                "chat.requests",
                "chat.completions",
                "chat.failures");
    }

    /** The same with another request topic. */
    public Cluster withRequests(String topic) {
        return new Cluster(kafka, schemaRegistry, topic, completions, failures);
    }

    /** Without the properties, which hold credentials. */
    @Override
    public String toString() {
        return "Cluster[" + address() + "]";
    }

    /** {@code bootstrap.servers}, for messages. */
    public String address() {
        return kafka.getOrDefault("bootstrap.servers", "");
    }

    /**
     * Nothing is lost or written twice by a retry. One batch at a time: on a topic that was created a moment before,
     * a broker up to 4.3 may refuse the first batch and accept the second, after which it never takes the first
     * (KAFKA-15591). How large a record may be is for the broker to say, so the producer's own limit is out of the
     * way.
     */
    public Map<String, Object> producer() {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return properties;
    }

    /** Reads committed records only, and belongs to no group: the service's offsets are not touched. */
    Map<String, Object> consumer() {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return properties;
    }

    Map<String, Object> admin() {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        properties.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        return properties;
    }
}
