package dev.sluice.schemas;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka deserializer for generated records, in Confluent's wire format, whatever version of their schema they were
 * written with. Asks the registry once for each schema id. For its settings see {@link Schemas}; besides, {@value
 * #VALUE_TYPE} or {@value #KEY_TYPE} names the record class where the constructor does not.
 *
 * @param <T> the generated record class
 */
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
    /** Setting: the record class of values, as a class or its full name. */
    public static final String VALUE_TYPE = "sluice.value.type";

    /** Setting: the record class of keys, as a class or its full name. */
    public static final String KEY_TYPE = "sluice.key.type";

    private final RegistryHandle registry;
    private @Nullable RecordDecoder<T> decoder;

    /** For Kafka, which calls {@link #configure} next; the settings name the type. */
    public AvroDeserializer() {
        this.registry = new RegistryHandle(null);
    }

    /** For records of this type; {@link #configure} comes next. */
    public AvroDeserializer(Class<T> type) {
        this.registry = new RegistryHandle(null);
        this.decoder = new RecordDecoder<>(type);
    }

    /** For records of this type, with a registry that stays the caller's to close. */
    public AvroDeserializer(Class<T> type, Schemas schemas) {
        this.registry = new RegistryHandle(schemas);
        this.decoder = new RecordDecoder<>(type);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        registry.configure(configs);
        if (decoder == null) {
            decoder = new RecordDecoder<>(RecordType.named(configs, isKey ? KEY_TYPE : VALUE_TYPE));
        }
    }

    /**
     * Decodes a record; null stays null.
     *
     * @throws SerializationException if the record is unreadable, with an {@link UnreadableRecordException} or {@link
     *     UnknownSchemaException} as its cause, or if the registry cannot be reached, with a {@link
     *     RegistryUnavailableException} as its cause: then a second attempt may succeed
     */
    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        if (decoder == null) {
            throw new IllegalStateException("configure() has to come first");
        }
        try {
            return decoder.decode(value, writerOf(value));
        } catch (UnreadableRecordException
                | UnknownSchemaException
                | RegistryUnavailableException e) {
            throw new SerializationException(topic + ": " + e.getMessage(), e);
        }
    }

    private Schema writerOf(byte[] value)
            throws UnreadableRecordException, UnknownSchemaException, RegistryUnavailableException {
        OptionalInt id = WireFormat.schemaId(value);
        if (id.isEmpty()) {
            throw UnreadableRecordException.notWireFormat();
        }
        Optional<Schema> known = registry.schemas().cached(id.getAsInt());
        return known.isPresent() ? known.get() : registry.schemas().fetch(id.getAsInt());
    }

    @Override
    public void close() {
        registry.close();
    }
}
