package dev.sluice.processor.control;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the topic is read from. */
interface SettingsSource {
    /** A client that reads, of no group. */
    Consumer<byte[], byte[]> open();

    /** The topic was found to exist. */
    void found(String topic);

    /**
     * The brokers.
     *
     * @param kafka properties of every client
     */
    static SettingsSource brokers(Map<String, String> kafka) {
        return new Brokers(kafka);
    }

    /**
     * The brokers.
     *
     * @param kafka properties of every client
     */
    record Brokers(Map<String, String> kafka) implements SettingsSource {
        private static final Logger LOG = LoggerFactory.getLogger(SettingsSource.class);
        private static final int TIMEOUT_MS = 5_000;

        @Override
        public Consumer<byte[], byte[]> open() {
            Map<String, Object> properties = new HashMap<>(kafka);
            properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
            // A single record has to come at once, whatever other clients wait for.
            properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
            properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
            properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
            return new KafkaConsumer<>(
                    properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        /** Warns where the topic loses what it says. */
        @Override
        public void found(String topic) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            try (Admin admin = Admin.create(Map.copyOf(kafka))) {
                KafkaFuture<Config> answer =
                        admin.describeConfigs(
                                        List.of(resource),
                                        new DescribeConfigsOptions().timeoutMs(TIMEOUT_MS))
                                .values()
                                .get(resource);
                // The client has an answer for whatever it is asked about.
                String policy =
                        Objects.requireNonNull(answer)
                                .get()
                                .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                                .value();
                if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                    LOG.warn(
                            "Topic {} has cleanup.policy={} and so forgets limits after a time; set it to"
                                    + " compact",
                            topic,
                            policy);
                }
            } catch (ExecutionException | KafkaException e) {
                LOG.warn("Cannot see whether topic {} is compacted: {}", topic, e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Without the properties, which hold credentials. */
        @Override
        public String toString() {
            return "Brokers[" + kafka.get("bootstrap.servers") + "]";
        }
    }
}
