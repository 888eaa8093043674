package dev.sluice.standalone.bench;

import dev.sluice.schemas.AvroSerializer;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes requests, whose keys are consecutive numbers. */
final class Load {
    private static final String QUESTION =
            "Describe in one sentence what a sluice gate is for, and mention the number ";
    private static final int MAX_TOKENS = 16;

    private final String bootstrapServers;
    private final String registry;
    private final String topic;
    private final int promptBytes;

    /**
     * @param promptBytes size of each prompt
     */
    Load(String bootstrapServers, String registry, String topic, int promptBytes) {
        this.promptBytes = promptBytes;
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
        this.topic = topic;
    }

    /** Publishes as fast as it goes; returns when the broker has everything. */
    void backlog(int from, int count) {
        // The topics are new, and one at a time also where a partition's leader is not ready for
        // the
        // first: the broker would take the second, and then never the first again.
        try (Producer<String, ChatRequest> producer = producer(Duration.ofMillis(20), 1)) {
            for (int i = from; i < from + count; i++) {
                send(producer, i);
            }
        }
    }

    /**
     * Publishes at a steady rate; returns when the broker has everything. A request for each record would take more of
     * the machine than what is measured.
     */
    void paced(int from, int count, double perSecond) {
        try (Producer<String, ChatRequest> producer = producer(Duration.ofMillis(2), 5)) {
            // Without the wait for metadata, which would end in a burst.
            var unused = producer.partitionsFor(topic);
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                long due = start + (long) (i * 1e9 / perSecond);
                for (long left = due - System.nanoTime();
                        left > 0 && !Thread.currentThread().isInterrupted();
                        left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                send(producer, from + i);
            }
        }
    }

    private void send(Producer<String, ChatRequest> producer, int number) {
        String id = Integer.toString(number);
        ProducerRecord<String, ChatRequest> request = new ProducerRecord<>(topic, id, request(id));
        // A lost request shows as a missing outcome.
        var unused = producer.send(request);
    }

    private ChatRequest request(String id) {
        return ChatRequest.newBuilder()
                .setId(id)
                .setModel("small-chat")
                .setMaxTokens(MAX_TOKENS)
                .setMessages(
                        List.of(
                                ChatMessage.newBuilder()
                                        .setRole("user")
                                        .setContent(prompt(id))
                                        .build()))
                .build();
    }

    private String prompt(String id) {
        String question = QUESTION + id;
        return question.length() >= promptBytes
                ? question
                : question
                        + " or so"
                                .repeat(promptBytes)
                                .substring(0, promptBytes - question.length());
    }

    private Producer<String, ChatRequest> producer(Duration linger, int atOnce) {
        AvroSerializer<ChatRequest> serializer = new AvroSerializer<>();
        serializer.configure(Map.of("schema.registry.url", registry), false);
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        linger.toMillis(),
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        atOnce,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 * 1024),
                new StringSerializer(),
                serializer);
    }
}
