package dev.sluice.schemas;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatRequest;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.SchemaCompatibility;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {
    private static final String TOPIC = "chat.requests";

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private final Schemas schemas = Schemas.of(registry, Map.of());

    @Test
    void writesUnderTheTopicsSubjectAndReadsBack() throws Exception {
        AvroSerde<ChatRequest> serde = new AvroSerde<>(ChatRequest.class, schemas);
        byte[] value = serde.serializer().serialize(TOPIC, Samples.request());
        assertThat(serde.deserializer().deserialize(TOPIC, value)).isEqualTo(Samples.request());
        assertThat(registry.getAllSubjects()).containsExactly(Subjects.value(TOPIC));
        assertThat(WireFormat.schemaId(value))
                .hasValue(registry.getLatestSchemaMetadata("chat.requests-value").getId());
    }

    @Test
    void theRegisteredSchemaHasNothingThatOnlyJavaUnderstands() throws Exception {
        schemas.idFor("s", ChatRequest.getClassSchema());
        String registered = registry.getLatestSchemaMetadata("s").getSchema();
        assertThat(registered).doesNotContain("avro.java.string").contains("The caller's id");
        assertThat(
                        SchemaCompatibility.schemaNameEquals(
                                schemas.fetch(1), ChatRequest.getClassSchema()))
                .isTrue();
    }

    @Test
    void nothingStaysNothing() {
        AvroSerde<ChatRequest> serde = new AvroSerde<>(ChatRequest.class, schemas);
        assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
        assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
    }

    @Test
    void kafkaMakesAndConfiguresIt() {
        Map<String, Object> config = new HashMap<>();
        config.put("schema.registry.url", "mock://kafka");
        config.put(AvroDeserializer.VALUE_TYPE, ChatRequest.class.getName());
        config.put(AvroDeserializer.KEY_TYPE, ChatCompletion.class);
        try (AvroSerde<ChatRequest> values = new AvroSerde<>();
                AvroSerde<ChatCompletion> keys = new AvroSerde<>()) {
            values.configure(config, false);
            keys.configure(config, true);
            byte[] value = values.serializer().serialize(TOPIC, Samples.request());
            byte[] key = keys.serializer().serialize(TOPIC, Samples.completion());
            assertThat(values.deserializer().deserialize(TOPIC, value))
                    .isEqualTo(Samples.request());
            assertThat(keys.deserializer().deserialize(TOPIC, key)).isEqualTo(Samples.completion());
        }
    }

    @Test
    void oneForEachRecordType() {
        Map<String, String> config = Map.of("schema.registry.url", "mock://factories");
        try (AvroSerde<ChatCompletion> serde = AvroSerdes.chatCompletion()) {
            serde.configure(config, false);
            byte[] value = serde.serializer().serialize("c", Samples.completion());
            assertThat(serde.deserializer().deserialize("c", value))
                    .isEqualTo(Samples.completion());
        }
    }

    @Test
    void aTypeHasToBeConfiguredAndToBeARecord() {
        for (Object type : new Object[] {"", "no.such.Class", String.class}) {
            Map<String, Object> config =
                    Map.of("schema.registry.url", "mock://type", AvroDeserializer.VALUE_TYPE, type);
            try (AvroDeserializer<ChatRequest> deserializer = new AvroDeserializer<>()) {
                assertThatExceptionOfType(ConfigException.class)
                        .isThrownBy(() -> deserializer.configure(config, false))
                        .withMessageContaining("sluice.value.type");
            }
        }
    }

    @Test
    void anotherRecordTypeAndNoRecordAtAllAreReported() {
        byte[] completion =
                requireNonNull(
                        new AvroSerializer<ChatCompletion>(schemas)
                                .serialize(TOPIC, Samples.completion()));
        assertUnreadable(completion, UnreadableRecordException.class);
        assertUnreadable(new byte[] {1, 2}, UnreadableRecordException.class);
        assertUnreadable(new byte[] {0, 0, 0, 9, 9, 0}, UnknownSchemaException.class);
    }

    private void assertUnreadable(byte[] value, Class<? extends Exception> cause) {
        try (AvroDeserializer<ChatRequest> deserializer =
                new AvroDeserializer<>(ChatRequest.class, schemas)) {
            assertThatExceptionOfType(SerializationException.class)
                    .isThrownBy(() -> deserializer.deserialize(TOPIC, value))
                    .withCauseInstanceOf(cause)
                    .withMessageStartingWith(TOPIC);
        }
    }
}
