package dev.sluice.processor.support;

import static java.util.Objects.requireNonNull;

import dev.sluice.schemas.AvroDeserializer;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a read_committed consumer of both outcome topics has seen so far. */
public final class Outcomes implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AvroDeserializer<ChatCompletion> completionReader =
            new AvroDeserializer<>(ChatCompletion.class);
    private final AvroDeserializer<ChatFailure> failureReader =
            new AvroDeserializer<>(ChatFailure.class);
    private final Topics topics;
    private final List<ChatCompletion> completions = new ArrayList<>();
    private final List<ChatFailure> failures = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Set<Position> positions = new HashSet<>();
    private final List<Position> doubled = new ArrayList<>();

    public Outcomes(Backbone backbone, Topics topics) {
        this.topics = topics;
        Map<String, Object> registry = Map.of("schema.registry.url", backbone.registry().url());
        completionReader.configure(registry, false);
        failureReader.configure(registry, false);
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                backbone.bootstrapServers(),
                                "isolation.level",
                                "read_committed",
                                "auto.offset.reset",
                                "earliest"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < topics.partitions(); i++) {
            partitions.add(new TopicPartition(topics.completions(), i));
            partitions.add(new TopicPartition(topics.failures(), i));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads until so many distinct requests have an outcome. */
    public Outcomes await(int distinct, Duration atMost) {
        return awaitUntil(() -> positions.size() >= distinct, atMost);
    }

    /** Reads until the condition holds. */
    public Outcomes awaitUntil(BooleanSupplier condition, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "Only %d completions and %d failures of %d distinct requests within %s"
                                .formatted(
                                        completions.size(),
                                        failures.size(),
                                        positions.size(),
                                        atMost));
            }
            poll();
        }
        return this;
    }

    /** Reads what is there, for as long as something more may come. */
    public Outcomes drain(Duration quiet) {
        long end = System.nanoTime() + quiet.toNanos();
        while (System.nanoTime() < end) {
            if (poll() > 0) {
                end = System.nanoTime() + quiet.toNanos();
            }
        }
        return this;
    }

    private int poll() {
        int count = 0;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            count++;
            records.add(record);
            Position position;
            if (record.topic().equals(topics.completions())) {
                ChatCompletion completion =
                        requireNonNull(
                                completionReader.deserialize(record.topic(), record.value()));
                completions.add(completion);
                position = completion.getPosition();
            } else {
                ChatFailure failure =
                        requireNonNull(failureReader.deserialize(record.topic(), record.value()));
                failures.add(failure);
                position = failure.getPosition();
            }
            if (!positions.add(position)) {
                doubled.add(position);
            }
        }
        return count;
    }

    public List<ChatCompletion> completions() {
        return completions;
    }

    public List<ChatFailure> failures() {
        return failures;
    }

    /** The records as they came, in the order in which they came. */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** Requests with an outcome. */
    public int distinct() {
        return positions.size();
    }

    /** Requests with more than one outcome. */
    public List<Position> doubled() {
        return doubled;
    }

    @Override
    public void close() {
        consumer.close();
        completionReader.close();
        failureReader.close();
    }
}
