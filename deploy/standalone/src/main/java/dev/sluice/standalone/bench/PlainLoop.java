package dev.sluice.standalone.bench;

import dev.sluice.schemas.AvroDeserializer;
import dev.sluice.schemas.AvroSerializer;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatRequest;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.network.Selectable;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What a person would write without Sluice: poll, call, produce. Offsets are committed by a timer whether or not their
 * requests were answered, so a crash loses some and repeats others; nothing is retried; a failure is printed.
 */
public final class PlainLoop {
    private static final Duration POLL = Duration.ofMillis(100);

    private PlainLoop() {}

    /** Runs until it is killed. */
    public static void main(String[] args) throws InterruptedException {
        PlainSettings settings = PlainSettings.parse(args);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(settings.eventLoops()));
        Producer<String, ChatCompletion> producer = producer(settings);
        Semaphore permits = new Semaphore(settings.inFlight());
        List<PlainLane> lanes = new ArrayList<>();
        for (int i = 0; i < settings.eventLoops(); i++) {
            PlainLane lane = new PlainLane(settings, producer, permits::release);
            vertx.deployVerticle(lane).await();
            lanes.add(lane);
        }
        try (KafkaConsumer<String, ChatRequest> consumer = consumer(settings)) {
            consumer.subscribe(List.of(settings.requests()));
            for (int next = 0; ; ) {
                for (ConsumerRecord<String, ChatRequest> request : consumer.poll(POLL)) {
                    permits.acquire();
                    lanes.get(next).send(request);
                    next = (next + 1) % lanes.size();
                }
            }
        }
    }

    private static KafkaConsumer<String, ChatRequest> consumer(PlainSettings settings) {
        AvroDeserializer<ChatRequest> deserializer = new AvroDeserializer<>(ChatRequest.class);
        deserializer.configure(Map.of("schema.registry.url", settings.registry()), false);
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        settings.bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        settings.requests(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        // As the service has it.
                        ConsumerConfig.RECEIVE_BUFFER_CONFIG,
                        Selectable.USE_DEFAULT_BUFFER_SIZE),
                new StringDeserializer(),
                deserializer);
    }

    private static Producer<String, ChatCompletion> producer(PlainSettings settings) {
        AvroSerializer<ChatCompletion> serializer = new AvroSerializer<>();
        serializer.configure(Map.of("schema.registry.url", settings.registry()), false);
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        settings.bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "1",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        false),
                new StringSerializer(),
                serializer);
    }
}
