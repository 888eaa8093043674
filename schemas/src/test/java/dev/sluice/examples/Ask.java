package dev.sluice.examples;

import dev.sluice.schemas.AvroSerializer;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes one request. */
final class Ask {
    private Ask() {}

    public static void main(String[] args) throws Exception {
        Properties config = new Properties();
        config.put("bootstrap.servers", "localhost:9092");
        config.put("schema.registry.url", "http://localhost:8081/apis/ccompat/v7");
        config.put("key.serializer", StringSerializer.class);
        config.put("value.serializer", AvroSerializer.class);
        var message = ChatMessage.newBuilder().setRole("user").setContent("Why is it?").build();
        var request = ChatRequest.newBuilder().setId("r-1").setTenant("acme").setModel("gpt-4o");
        request.setMessages(List.of(message));
        try (var producer = new KafkaProducer<String, ChatRequest>(config)) {
            producer.send(new ProducerRecord<>("chat.requests", "acme", request.build())).get();
        }
    }
}
