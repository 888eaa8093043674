package dev.sluice.standalone.bench;

import dev.sluice.schemas.AvroDeserializer;
import dev.sluice.v1.ChatCompletion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.network.Selectable;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The reader of outcomes, read_committed: counts them, and measures those from a given request on. */
final class Verifier implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    /** Longer than any latency of an endpoint that is measured, and than a start of a process. */
    private static final Duration STALL = Duration.ofSeconds(60);

    /** Of so many outcomes one is measured: to read them all would take more of the machine than it leaves to the measured. */
    private static final int SAMPLE = 8;

    private final RoundTopics topics;
    private final BooleanSupplier processAlive;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AvroDeserializer<ChatCompletion> reader =
            new AvroDeserializer<>(ChatCompletion.class);
    private final Latencies latencies = new Latencies();
    private final BitSet seen = new BitSet();
    private long distinct;
    private long doubled;
    private long failed;
    private int measuredFrom = Integer.MAX_VALUE;

    /**
     * @param processAlive whether there is any sense in waiting
     */
    Verifier(
            String bootstrapServers,
            String registry,
            RoundTopics topics,
            BooleanSupplier processAlive) {
        this.topics = topics;
        this.processAlive = processAlive;
        reader.configure(Map.of("schema.registry.url", registry), false);
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                100,
                                // With Kafka's own a segment is lost now and then, which is 200 ms.
                                ConsumerConfig.RECEIVE_BUFFER_CONFIG,
                                Selectable.USE_DEFAULT_BUFFER_SIZE),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer.assign(topics.outcomes());
        consumer.seekToBeginning(topics.outcomes());
    }

    /** From this request on latencies are measured, of a sample. */
    void measureFrom(int number) {
        measuredFrom = number;
    }

    /**
     * Reads until so many requests have an outcome.
     *
     * @return how many have, a few more perhaps
     * @throws IllegalStateException if the process ends or no outcome comes for a minute
     */
    long await(long requests) {
        long quietSince = System.nanoTime();
        while (distinct < requests) {
            if (poll()) {
                quietSince = System.nanoTime();
            } else if (!processAlive.getAsBoolean()
                    || System.nanoTime() - quietSince > STALL.toNanos()) {
                throw new IllegalStateException(
                        "%s stopped at %d of %d outcomes"
                                .formatted(topics.name(), distinct, requests));
            }
        }
        return distinct;
    }

    private boolean poll() {
        var records = consumer.poll(POLL);
        long now = Stamps.now();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            take(record, now);
        }
        return !records.isEmpty();
    }

    private void take(ConsumerRecord<byte[], byte[]> record, long receivedAt) {
        int number = Integer.parseInt(new String(record.key(), StandardCharsets.US_ASCII));
        if (seen.get(number)) {
            doubled++;
            return;
        }
        seen.set(number);
        distinct++;
        if (record.topic().equals(topics.failures())) {
            failed++;
        } else if (number % SAMPLE == 0) {
            // Those of the warm-up are read too, so that the reading is warm when it counts.
            ChatCompletion completion =
                    Objects.requireNonNull(reader.deserialize(record.topic(), record.value()));
            if (number >= measuredFrom) {
                latencies.add(completion.getTimings(), record.headers(), receivedAt);
            }
        }
    }

    Latencies latencies() {
        return latencies;
    }

    /** Outcomes beyond the first of a request. */
    long doubled() {
        return doubled;
    }

    /** Requests that were not answered. */
    long failed() {
        return failed;
    }

    @Override
    public void close() {
        consumer.close();
        reader.close();
    }
}
