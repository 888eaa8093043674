package dev.sluice.processor.support;

import static java.util.Objects.requireNonNull;

import dev.sluice.schemas.AvroSerializer;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Publishes requests, good ones and others. */
public final class Publisher implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final AvroSerializer<ChatRequest> serializer = new AvroSerializer<>();
    private final String topic;
    private final AtomicReference<@Nullable Exception> lost = new AtomicReference<>();

    public Publisher(Backbone backbone, Topics topics) {
        topic = topics.requests();
        producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                backbone.bootstrapServers(),
                                "linger.ms",
                                5,
                                // The topic is new: see KAFKA-15591.
                                "max.in.flight.requests.per.connection",
                                1,
                                "max.request.size",
                                16 << 20),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        serializer.configure(Map.of("schema.registry.url", backbone.registry().url()), false);
    }

    /** A small valid request. */
    public static ChatRequest.Builder request(String id) {
        ChatMessage message =
                ChatMessage.newBuilder().setRole("user").setContent("Say " + id).build();
        return ChatRequest.newBuilder()
                .setId(id)
                .setModel("small-chat")
                .setMaxTokens(4)
                .setMessages(List.of(message));
    }

    public byte[] encode(ChatRequest request) {
        return requireNonNull(serializer.serialize(topic, request));
    }

    /** Sends a request under its id as key. */
    public void send(ChatRequest request) {
        send(request.getId().getBytes(StandardCharsets.UTF_8), encode(request));
    }

    /** Sends so many small requests, whose ids are numbers from 0. */
    public void sendMany(int count) {
        sendMany(0, count);
    }

    /** Sends so many small requests, whose ids are numbers from the given one. */
    public void sendMany(int from, int count) {
        for (int i = from; i < from + count; i++) {
            send(request(Integer.toString(i)).build());
        }
        flush();
    }

    /** Sends a record as it is. */
    public void send(byte @Nullable [] key, byte @Nullable [] value) {
        var unused =
                producer.send(
                        new ProducerRecord<>(topic, key, value),
                        (metadata, failure) -> lost.compareAndSet(null, failure));
    }

    /** Waits for the broker; throws what became of the first record that it did not take. */
    public void flush() {
        producer.flush();
        Exception failure = lost.get();
        if (failure != null) {
            throw new IllegalStateException("A record was not published", failure);
        }
    }

    @Override
    public void close() {
        try (serializer;
                producer) {
            flush();
        }
    }
}
