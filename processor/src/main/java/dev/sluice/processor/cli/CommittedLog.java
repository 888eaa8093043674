package dev.sluice.processor.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is committed on some topics, from their beginnings on. For one thread. */
public final class CommittedLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Cluster cluster;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> beginnings;

    /** Takes records, of each partition in its order. */
    @FunctionalInterface
    public interface Reader {
        void take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException;
    }

    private CommittedLog(
            Cluster cluster,
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> beginnings) {
        this.cluster = cluster;
        this.consumer = consumer;
        this.beginnings = beginnings;
    }

    /**
     * Looks the topics up, and reads nothing yet.
     *
     * @throws CliException when the brokers, a topic or the settings cannot be used
     */
    public static CommittedLog open(Cluster cluster, List<String> topics)
            throws InterruptedException {
        List<TopicPartition> partitions = TopicCheck.partitions(cluster, topics);
        KafkaConsumer<byte[], byte[]> consumer = null;
        try {
            consumer =
                    new KafkaConsumer<>(
                            cluster.consumer(),
                            new ByteArrayDeserializer(),
                            new ByteArrayDeserializer());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return new CommittedLog(cluster, consumer, consumer.beginningOffsets(partitions));
        } catch (KafkaException e) {
            if (consumer != null) {
                consumer.close();
            }
            throw unreadable(cluster, e);
        }
    }

    /** The first offsets that were there when it was opened; above 0 where retention has taken what was before. */
    public Map<TopicPartition, Long> beginnings() {
        return Map.copyOf(beginnings);
    }

    /** Whether nothing is there. */
    public boolean isEmpty() {
        try {
            return consumer.endOffsets(beginnings.keySet()).equals(beginnings);
        } catch (KafkaException e) {
            throw unreadable(cluster, e);
        }
    }

    /**
     * Hands over what is committed by now and was not handed over before. What stands behind a transaction that is open
     * comes later.
     *
     * @throws CliException when it cannot be read
     */
    public void readToEnd(Reader reader) throws InterruptedException {
        readToEnd(reader, () -> false);
    }

    /**
     * Does the same, or a part of it.
     *
     * @param isOver asked between polls whether to leave the rest
     * @return whether the end was reached
     * @throws CliException when it cannot be read
     */
    public boolean readToEnd(Reader reader, BooleanSupplier isOver) throws InterruptedException {
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(beginnings.keySet());
            while (isBehind(consumer, ends)) {
                if (isOver.getAsBoolean()) {
                    return false;
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    reader.take(record);
                }
            }
            return true;
        } catch (KafkaException e) {
            throw unreadable(cluster, e);
        }
    }

    static boolean isBehind(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private static CliException unreadable(Cluster cluster, KafkaException e) {
        return new CliException("Cannot read from " + cluster.address() + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
