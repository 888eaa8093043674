package dev.sluice.processor.cli;

import dev.sluice.localstack.broker.LocalBroker;
import dev.sluice.schemas.AvroSerializer;
import dev.sluice.schemas.Schemas;
import dev.sluice.v1.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with the three topics, a registry in memory, and outcomes as a service would publish them. */
final class TestTopics implements AutoCloseable {
    private static final int PARTITIONS = 3;

    private final LocalBroker broker = LocalBroker.temporary();
    private final Cluster cluster;
    private final Schemas schemas;
    private final AvroSerializer<SpecificRecord> serializer;

    TestTopics(String name) throws InterruptedException, ExecutionException {
        cluster = Cluster.of(broker.bootstrapServers(), "mock://" + name);
        schemas = Schemas.connect(cluster.schemaRegistry());
        serializer = new AvroSerializer<>(schemas);
        try (Admin admin = Admin.create(cluster.admin())) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(cluster.requests(), PARTITIONS, (short) 1),
                                    new NewTopic(cluster.completions(), PARTITIONS, (short) 1),
                                    new NewTopic(cluster.failures(), PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    Cluster cluster() {
        return cluster;
    }

    String[] arguments(String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.add("--bootstrap-servers");
        all.add(cluster.address());
        all.add("--schema-registry");
        all.add(cluster.schemaRegistry().get("schema.registry.url"));
        return all.toArray(String[]::new);
    }

    /** One transaction with these outcomes. */
    void publish(String topic, boolean commit, List<? extends SpecificRecord> outcomes) {
        send(
                topic,
                commit,
                outcomes.stream().map(outcome -> serializer.serialize(topic, outcome)).toList());
    }

    void publishJunk(String topic) {
        List<byte[]> junk = new ArrayList<>();
        junk.add("junk".getBytes(StandardCharsets.UTF_8));
        junk.add(null);
        send(topic, true, junk);
    }

    private void send(String topic, boolean commit, List<byte[]> values) {
        Map<String, Object> properties = new HashMap<>(cluster.kafka());
        properties.put("transactional.id", "service");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            int partition = 0;
            for (byte[] value : values) {
                var unused =
                        producer.send(
                                new ProducerRecord<>(topic, partition++ % PARTITIONS, null, value));
            }
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.flush();
                producer.abortTransaction();
            }
        }
    }

    /** All requests that are in the topic. */
    List<ConsumerRecord<byte[], ChatRequest>> requests() throws InterruptedException {
        List<TopicPartition> partitions =
                TopicCheck.partitions(cluster, List.of(cluster.requests()));
        RecordReader<ChatRequest> reader = new RecordReader<>(ChatRequest.class, schemas);
        List<ConsumerRecord<byte[], ChatRequest>> requests = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        cluster.consumer(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (BatchScan.isBehind(consumer, ends)) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    ChatRequest request = reader.read(record.topic(), record.value()).orElseThrow();
                    requests.add(
                            new ConsumerRecord<>(
                                    record.topic(),
                                    record.partition(),
                                    record.offset(),
                                    record.key(),
                                    request));
                }
            }
        }
        return requests;
    }

    @Override
    public void close() {
        schemas.close();
        broker.close();
    }
}
