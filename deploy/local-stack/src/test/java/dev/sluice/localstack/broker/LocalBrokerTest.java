package dev.sluice.localstack.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerTest {

    @Test
    void commitsAndAbortsTransactionsAndKeepsThemOverARestart(@TempDir Path folder)
            throws Exception {
        String address;
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.in(folder))) {
            address = broker.bootstrapServers();
            createTopic(address, "t");
            try (KafkaProducer<String, String> producer = producer(address)) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("t", "k", "committed")).get();
                producer.commitTransaction();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("t", "k", "aborted")).get();
                producer.abortTransaction();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("t", "k", "x".repeat(20 * 1_048_576))).get();
                producer.commitTransaction();
            }
            assertThat(lengths(Consumed.committed(address, "t", 2)))
                    .containsExactly("committed".length(), 20 * 1_048_576);
        }
        try (LocalBroker again = LocalBroker.start(BrokerOptions.in(folder))) {
            assertThat(again.bootstrapServers()).isEqualTo(address);
            assertThat(lengths(Consumed.committed(address, "t", 2)))
                    .containsExactly("committed".length(), 20 * 1_048_576);
        }
    }

    @Test
    void severalRunInOneJvmAndATemporaryOneLeavesNothing(@TempDir Path folder) throws Exception {
        try (LocalBroker one = LocalBroker.temporary();
                LocalBroker two = LocalBroker.start(BrokerOptions.in(folder))) {
            createTopic(one.bootstrapServers(), "only-in-one");
            assertThat(topics(one)).contains("only-in-one");
            assertThat(topics(two)).doesNotContain("only-in-one");
        }
    }

    @Test
    void aFolderInUseAndATakenPortAreRefused(@TempDir Path folder, @TempDir Path other) {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.in(folder))) {
            int port = broker.port();
            assertThatThrownBy(() -> LocalBroker.start(BrokerOptions.in(folder)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use");
            assertThatThrownBy(() -> LocalBroker.start(BrokerOptions.in(other).withPort(port)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("Port " + port);
        }
    }

    private static List<Integer> lengths(List<String> values) {
        return values.stream().map(String::length).toList();
    }

    private static KafkaProducer<String, String> producer(String address) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        address,
                        "transactional.id",
                        "test",
                        "max.request.size",
                        32 * 1_048_576,
                        "buffer.memory",
                        64L * 1_048_576,
                        "key.serializer",
                        "org.apache.kafka.common.serialization.StringSerializer",
                        "value.serializer",
                        "org.apache.kafka.common.serialization.StringSerializer"));
    }

    private static void createTopic(String address, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static Iterable<String> topics(LocalBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.listTopics().names().get();
        }
    }
}
