package dev.sluice.examples;

import dev.sluice.schemas.AvroDeserializer;
import dev.sluice.v1.ChatCompletion;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints answers as they come. */
final class Read {
    private Read() {}

    public static void main(String[] args) {
        Properties config = new Properties();
        config.put("bootstrap.servers", "localhost:9092");
        config.put("schema.registry.url", "http://localhost:8081/apis/ccompat/v7");
        config.put("key.deserializer", StringDeserializer.class);
        config.put("value.deserializer", AvroDeserializer.class);
        config.put(AvroDeserializer.VALUE_TYPE, ChatCompletion.class);
        config.put("group.id", "reader");
        config.put("auto.offset.reset", "earliest");
        config.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<String, ChatCompletion>(config)) {
            consumer.subscribe(List.of("chat.completions"));
            while (true) {
                consumer.poll(Duration.ofSeconds(1)).forEach(r -> System.out.println(r.value()));
            }
        }
    }
}
