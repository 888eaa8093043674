package dev.sluice.processor.cli;

import dev.sluice.schemas.Schemas;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Position;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the request topic from its beginning to its present end, for the requests of one batch. */
final class BatchScan {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Cluster cluster;
    private final RecordReader<ChatRequest> reader;

    BatchScan(Cluster cluster, Schemas schemas) {
        this.cluster = cluster;
        this.reader = new RecordReader<>(ChatRequest.class, schemas);
    }

    /**
     * What was found.
     *
     * @param requests how many requests the batch has
     * @param earliest the smallest timestamp of their records, milliseconds since the epoch; empty where there are
     *     none
     * @param positions where they stand
     */
    record Found(long requests, OptionalLong earliest, PositionSet positions) {}

    Found scan(String batchId, Consumer<ChatRequest> each) throws InterruptedException {
        List<TopicPartition> partitions =
                TopicCheck.partitions(cluster, List.of(cluster.requests()));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        cluster.consumer(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long requests = 0;
            OptionalLong earliest = OptionalLong.empty();
            PositionSet positions = new PositionSet();
            while (isBehind(consumer, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.value() != null && isOfBatch(record, batchId, each)) {
                        requests++;
                        positions.add(
                                new Position(record.topic(), record.partition(), record.offset()));
                        earliest =
                                OptionalLong.of(
                                        Math.min(
                                                earliest.orElse(Long.MAX_VALUE),
                                                record.timestamp()));
                    }
                }
            }
            return new Found(requests, earliest, positions);
        }
    }

    private boolean isOfBatch(
            ConsumerRecord<byte[], byte[]> record, String batchId, Consumer<ChatRequest> each)
            throws InterruptedException {
        return reader.read(record.topic(), record.value())
                .filter(request -> batchId.equals(request.getBatchId()))
                .map(
                        request -> {
                            each.accept(request);
                            return true;
                        })
                .orElse(false);
    }

    static boolean isBehind(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }
}
