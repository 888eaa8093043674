package dev.sluice.processor.cli.billing;

import dev.sluice.processor.cli.CliException;
import dev.sluice.processor.cli.Cluster;
import dev.sluice.processor.cli.CommittedLog;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.config.TopicsConfig;
import dev.sluice.processor.usage.Row;
import dev.sluice.processor.usage.RowKey;
import dev.sluice.processor.usage.Tally;
import dev.sluice.processor.usage.Totals;
import dev.sluice.schemas.AvroSerializer;
import dev.sluice.schemas.Schemas;
import dev.sluice.v1.UsageTotals;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic of rows as the service publishes them, each in its first version. */
final class TotalsTopic {
    private final SluiceConfig config;
    private final Schemas schemas;
    private final String topic;

    private TotalsTopic(SluiceConfig config, Schemas schemas, String topic) {
        this.config = config;
        this.schemas = schemas;
        this.topic = topic;
    }

    /**
     * Looks the topic up. It has to be empty: rows in their first version would not replace those that are there.
     *
     * @throws CliException when it cannot be used
     */
    static TotalsTopic open(SluiceConfig config, Schemas schemas, String topic)
            throws InterruptedException {
        TopicsConfig own = config.topics();
        if (List.of(
                        own.requests(),
                        own.completions(),
                        own.failures(),
                        own.chunks(),
                        own.usage(),
                        own.limits())
                .contains(topic)) {
            throw new CliException("Topic " + topic + " is the service's own; name another one.");
        }
        try (CommittedLog log = CommittedLog.open(Cluster.of(config), List.of(topic))) {
            if (!log.isEmpty()) {
                throw new CliException("Topic " + topic + " has records; name an empty one.");
            }
        }
        return new TotalsTopic(config, schemas, topic);
    }

    /**
     * Publishes rows, all of a tenant on one partition.
     *
     * @throws CliException when not all could be published
     */
    void publish(Map<RowKey, Rebuild.Sum> rows) throws InterruptedException {
        try (Producer<String, UsageTotals> producer =
                new KafkaProducer<>(
                        Cluster.of(config).producer(),
                        new StringSerializer(),
                        new AvroSerializer<>(schemas))) {
            int partitions = producer.partitionsFor(topic).size();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            rows.forEach(
                    (key, sum) -> sent.add(producer.send(record(key, sum.tally(), partitions))));
            producer.flush();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException | KafkaException e) {
            throw new CliException(
                    "Not all totals could be published on " + topic + ": " + e.getMessage(), e);
        }
    }

    private ProducerRecord<String, UsageTotals> record(RowKey key, Tally tally, int partitions) {
        byte[] tenant = key.account().tenant().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(
                topic,
                BuiltInPartitioner.partitionForKey(tenant, partitions),
                key.text(),
                Totals.of(key, new Row(1, tally)));
    }
}
