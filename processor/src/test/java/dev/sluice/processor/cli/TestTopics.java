package dev.sluice.processor.cli;

import static java.util.Objects.requireNonNull;

import dev.sluice.localstack.broker.LocalBroker;
import dev.sluice.schemas.AvroSerializer;
import dev.sluice.schemas.Schemas;
import dev.sluice.v1.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with the topics, a registry in memory, and outcomes as a service would publish them. */
public final class TestTopics implements AutoCloseable {
    /** The topic of totals. */
    public static final String USAGE = "chat.usage";

    private static final int PARTITIONS = 3;

    private final LocalBroker broker = LocalBroker.temporary();
    private final Cluster cluster;
    private final Schemas schemas;
    private final AvroSerializer<SpecificRecord> serializer;

    /**
     * @param name of the registry
     */
    public TestTopics(String name) throws InterruptedException, ExecutionException {
        cluster = Cluster.of(broker.bootstrapServers(), "mock://" + name);
        schemas = Schemas.connect(cluster.schemaRegistry());
        serializer = new AvroSerializer<>(schemas);
        try (Admin admin = Admin.create(cluster.admin())) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(cluster.requests(), PARTITIONS, (short) 1),
                                    new NewTopic(cluster.completions(), PARTITIONS, (short) 1),
                                    new NewTopic(cluster.failures(), PARTITIONS, (short) 1),
                                    new NewTopic(USAGE, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** Where it is. */
    public Cluster cluster() {
        return cluster;
    }

    /** Arguments of a command, and where it is. */
    public String[] arguments(String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.add("--bootstrap-servers");
        all.add(cluster.address());
        all.add("--schema-registry");
        all.add(cluster.schemaRegistry().get("schema.registry.url"));
        return all.toArray(String[]::new);
    }

    /** One transaction with these outcomes. */
    public void publish(String topic, boolean commit, List<? extends SpecificRecord> outcomes) {
        send(
                topic,
                commit,
                outcomes.stream().map(outcome -> serializer.serialize(topic, outcome)).toList());
    }

    /** Records that are none of ours. */
    public void publishJunk(String topic) {
        List<byte[]> junk = new ArrayList<>();
        junk.add("junk".getBytes(StandardCharsets.UTF_8));
        junk.add(null);
        send(topic, true, junk);
    }

    /** A value as the service would write it. */
    public byte[] bytes(String topic, SpecificRecord record) {
        return requireNonNull(serializer.serialize(topic, record));
    }

    private void send(String topic, boolean commit, List<byte[]> values) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (byte[] value : values) {
            records.add(new ProducerRecord<>(topic, records.size() % PARTITIONS, null, value));
        }
        publish(records, commit);
    }

    /** One transaction with these records. */
    public void publish(List<ProducerRecord<byte[], byte[]>> records, boolean commit) {
        Map<String, Object> properties = new HashMap<>(cluster.kafka());
        properties.put("transactional.id", "service");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            records.forEach(
                    record -> {
                        var unused = producer.send(record);
                    });
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.flush();
                producer.abortTransaction();
            }
        }
    }

    /** All requests that are in the topic. */
    public List<ConsumerRecord<byte[], ChatRequest>> requests() throws InterruptedException {
        RecordReader<ChatRequest> reader = new RecordReader<>(ChatRequest.class, schemas);
        List<ConsumerRecord<byte[], ChatRequest>> requests = new ArrayList<>();
        try (CommittedLog log = CommittedLog.open(cluster, List.of(cluster.requests()))) {
            log.readToEnd(
                    record ->
                            requests.add(
                                    new ConsumerRecord<>(
                                            record.topic(),
                                            record.partition(),
                                            record.offset(),
                                            record.timestamp(),
                                            record.timestampType(),
                                            record.serializedKeySize(),
                                            record.serializedValueSize(),
                                            record.key(),
                                            reader.read(record.topic(), record.value())
                                                    .orElseThrow(),
                                            record.headers(),
                                            record.leaderEpoch())));
        }
        return requests;
    }

    @Override
    public void close() {
        schemas.close();
        broker.close();
    }
}
