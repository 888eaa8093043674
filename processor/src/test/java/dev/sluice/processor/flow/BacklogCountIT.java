package dev.sluice.processor.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.localstack.broker.LocalBroker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** How many requests wait in the topic, as a real broker tells. */
class BacklogCountIT {
    private static final String TOPIC = "requests";
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
    private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);

    @Test
    void isWhatComesAfterWhatWasTakenIn() throws Exception {
        try (LocalBroker broker = LocalBroker.temporary();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                Backlog backlog = new Backlog(admin, TOPIC, "sluice")) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
            assertThat(backlog.measure()).isZero();

            try (KafkaProducer<byte[], byte[]> producer = producer(broker, Map.of())) {
                send(producer, FIRST, 7);
                send(producer, SECOND, 3);
            }
            assertThat(backlog.measure()).as("nothing was taken in yet").isEqualTo(10);

            admin.alterConsumerGroupOffsets("sluice", Map.of(FIRST, new OffsetAndMetadata(5)))
                    .all()
                    .get();
            assertThat(backlog.measure()).isEqualTo(2 + 3);

            admin.deleteRecords(Map.of(SECOND, RecordsToDelete.beforeOffset(2))).all().get();
            assertThat(backlog.measure()).as("what retention took is not there").isEqualTo(2 + 1);

            try (KafkaProducer<byte[], byte[]> producer =
                    producer(broker, Map.of("transactional.id", "open"))) {
                producer.initTransactions();
                producer.beginTransaction();
                send(producer, SECOND, 4);
                assertThat(backlog.measure()).as("nor is what is not committed").isEqualTo(2 + 1);
                producer.commitTransaction();
                // The broker writes the marker that ends a transaction after it has said so.
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () -> assertThat(backlog.measure()).isEqualTo(2 + 1 + 4 + 1));
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(
            LocalBroker broker, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, TopicPartition partition, int count) {
        for (int i = 0; i < count; i++) {
            var unused =
                    producer.send(
                            new ProducerRecord<>(TOPIC, partition.partition(), null, new byte[1]));
        }
        producer.flush();
    }
}
