package dev.sluice.processor.support;

import dev.sluice.localstack.broker.LocalBroker;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The broker that integration tests run on: a container where Docker answers, else one in this virtual machine. */
public interface TestBroker extends AutoCloseable {
    /** System property that chooses: {@code docker}, {@code in-process} or {@code auto}, which is the default. */
    String CHOICE = "sluice.test.broker";

    String bootstrapServers();

    @Override
    void close();

    /** Starts the broker that the system property asks for. */
    static TestBroker start() {
        return switch (System.getProperty(CHOICE, "auto")) {
            case "docker" -> container();
            case "in-process" -> inProcess();
            default ->
                    DockerClientFactory.instance().isDockerAvailable() ? container() : inProcess();
        };
    }

    private static TestBroker container() {
        KafkaContainer container = new KafkaContainer("apache/kafka:4.3.1");
        container.withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        container.withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "5");
        container.withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "5");
        container.withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        container.withEnv("KAFKA_MESSAGE_MAX_BYTES", "33554432");
        // As with the instances: the optimising compiler would take more than it gives back.
        container.withEnv("KAFKA_HEAP_OPTS", "-Xms256m -Xmx1g -XX:TieredStopAtLevel=1");
        container.start();
        return new TestBroker() {
            @Override
            public String bootstrapServers() {
                return container.getBootstrapServers();
            }

            @Override
            public void close() {
                container.stop();
            }
        };
    }

    private static TestBroker inProcess() {
        LocalBroker broker = LocalBroker.temporary();
        return new TestBroker() {
            @Override
            public String bootstrapServers() {
                return broker.bootstrapServers();
            }

            @Override
            public void close() {
                broker.close();
            }
        };
    }
}
