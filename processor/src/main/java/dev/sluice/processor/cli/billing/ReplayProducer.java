package dev.sluice.processor.cli.billing;

import dev.sluice.processor.cli.CliException;
import dev.sluice.processor.cli.Cluster;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.schemas.AvroSerializer;
import dev.sluice.schemas.Schemas;
import dev.sluice.schemas.UnwritableRecordException;
import dev.sluice.v1.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes requests in transactions under one transactional id. Opening it ends whatever an earlier replay left open and
 * shuts that out, if it still runs; so what is committed afterwards is all that will ever be of it.
 */
final class ReplayProducer implements ReplayTarget, AutoCloseable {
    /** Requests in a transaction: few, so that it is short and what waits for its end takes little memory. */
    private static final int BATCH = 100;

    private final Producer<byte[], ChatRequest> producer;
    private final List<ProducerRecord<byte[], ChatRequest>> waiting = new ArrayList<>();
    private long published;

    private ReplayProducer(Producer<byte[], ChatRequest> producer) {
        this.producer = producer;
    }

    /**
     * Connects, and shuts out any other replay for the same application id.
     *
     * @throws CliException when the brokers or the settings cannot be used
     */
    static ReplayProducer open(SluiceConfig config, Schemas schemas) {
        Map<String, Object> properties = Cluster.of(config).producer();
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, config.applicationId() + "-replay");
        Producer<byte[], ChatRequest> producer = null;
        try {
            producer =
                    new KafkaProducer<>(
                            properties, new ByteArraySerializer(), new AvroSerializer<>(schemas));
            producer.initTransactions();
            return new ReplayProducer(producer);
        } catch (KafkaException e) {
            if (producer != null) {
                producer.close();
            }
            throw new CliException(
                    "Cannot publish on "
                            + Cluster.of(config).address()
                            + ", nothing was: "
                            + reason(e),
                    e);
        }
    }

    @Override
    public void accept(ProducerRecord<byte[], ChatRequest> request) {
        waiting.add(request);
        if (waiting.size() >= BATCH) {
            commit();
        }
    }

    @Override
    public void finish() {
        if (!waiting.isEmpty()) {
            commit();
        }
    }

    private void commit() {
        try {
            producer.beginTransaction();
            for (ProducerRecord<byte[], ChatRequest> request : waiting) {
                // The commit fails with what a record failed with.
                Future<RecordMetadata> unused = producer.send(request);
            }
            producer.commitTransaction();
        } catch (KafkaException | UnwritableRecordException e) {
            throw new CliException(
                    "%d requests are published, and the next %d are not: %s. The same command publishes the rest."
                            .formatted(published, waiting.size(), reason(e)),
                    e);
        }
        published += waiting.size();
        waiting.clear();
    }

    private static String reason(RuntimeException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    /** Aborts what is open. */
    @Override
    public void close() {
        producer.close();
    }
}
