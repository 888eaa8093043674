package dev.sluice.processor.control;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Reads all partitions of the topic from their beginning, or from where another one was, and goes on. */
final class SettingsTail {
    private static final Duration LOOKUP = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Map<TopicPartition, Long> next;

    /** Where partitions ended when they were found, of those that have not been read to there. */
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /**
     * @param consumer of no group
     * @param next the offsets to begin with, where that is not the first one; kept up to date by {@link #done}
     */
    SettingsTail(Consumer<byte[], byte[]> consumer, String topic, Map<TopicPartition, Long> next) {
        this.consumer = consumer;
        this.topic = topic;
        this.next = next;
    }

    /**
     * Looks for partitions. Once they are known that costs nothing: the client itself looks for more, every {@code
     * metadata.max.age.ms}.
     *
     * @return whether the topic exists
     */
    boolean find() {
        Set<TopicPartition> found =
                consumer.partitionsFor(topic, LOOKUP).stream()
                        .map(one -> new TopicPartition(one.topic(), one.partition()))
                        .collect(Collectors.toSet());
        Set<TopicPartition> known = consumer.assignment();
        if (!known.containsAll(found)) {
            Set<TopicPartition> all = new HashSet<>(known);
            all.addAll(found);
            found.removeAll(known);
            consumer.assign(all);
            found.forEach(this::begin);
            ends.putAll(consumer.endOffsets(found, LOOKUP));
        }
        return !consumer.assignment().isEmpty();
    }

    /** What came, at the latest when the time is over. */
    ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
        return consumer.poll(atMost);
    }

    /** A record need not be read again. */
    void done(ConsumerRecord<byte[], byte[]> record) {
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }

    /** Whether all was read that was there when the partitions were found. */
    boolean isAtEnd() {
        ends.entrySet().removeIf(end -> position(end.getKey()) >= end.getValue());
        return ends.isEmpty();
    }

    /** How far it has come, such as: chat.limits, partition 0 offset 12 of 40. */
    String progress() {
        return ends.entrySet().stream()
                .map(
                        end ->
                                "%s, partition %d offset %d of %d"
                                        .formatted(
                                                topic,
                                                end.getKey().partition(),
                                                position(end.getKey()),
                                                end.getValue()))
                .findFirst()
                .orElse(topic);
    }

    private void begin(TopicPartition partition) {
        Long offset = next.get(partition);
        if (offset == null) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            consumer.seek(partition, offset);
        }
    }

    private long position(TopicPartition partition) {
        return consumer.position(partition, LOOKUP);
    }
}
