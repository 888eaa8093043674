package dev.sluice.processor.ledger;

import dev.sluice.processor.usage.SentReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells over the topic of what outcomes add to usage.
 *
 * @param kafka properties of the client
 * @param deltas the topic
 */
public record KafkaTeller(Map<String, String> kafka, String deltas) implements SentTeller {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaTeller.class);

    /** An instance that starts or stops does not wait longer for brokers; a later run tells then. */
    private static final int PATIENCE_MS = 5_000;

    @Override
    public boolean tell(String run, Map<String, Long> sent) {
        Map<String, Long> some = new HashMap<>(sent);
        some.values().removeIf(calls -> calls == 0);
        if (some.isEmpty()) {
            return true;
        }
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sends = new ArrayList<>();
            for (ProducerRecord<byte[], byte[]> record : SentReport.records(deltas, run, some)) {
                sends.add(producer.send(record));
            }
            for (Future<RecordMetadata> send : sends) {
                send.get();
            }
            return true;
        } catch (ExecutionException | KafkaException e) {
            LOG.warn("Could not tell of the calls of run {}; a later start will", run, e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
