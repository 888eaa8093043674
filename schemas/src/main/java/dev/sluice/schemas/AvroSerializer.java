package dev.sluice.schemas;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka serializer for generated records, in Confluent's wire format. The first record of a topic asks the registry
 * for the schema's id; later ones do not. For its settings see {@link Schemas}.
 *
 * @param <T> the generated record class
 */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {
    private final ConcurrentHashMap<Target, RecordEncoder<T>> encoders = new ConcurrentHashMap<>();
    private final RegistryHandle registry;
    private boolean isKey;

    /** For Kafka, which calls {@link #configure} next. */
    public AvroSerializer() {
        this.registry = new RegistryHandle(null);
    }

    /** Uses a registry that stays the caller's to close. */
    public AvroSerializer(Schemas schemas) {
        this.registry = new RegistryHandle(schemas);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        this.isKey = isKey;
        registry.configure(configs);
    }

    /**
     * Encodes a record; null stays null.
     *
     * @throws SerializationException if the registry cannot be reached or refuses the schema
     * @throws UnwritableRecordException if the record does not fit its schema
     */
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T record) {
        if (record == null) {
            return null;
        }
        Target target = new Target(topic, record.getClass());
        RecordEncoder<T> encoder = encoders.get(target);
        if (encoder == null) {
            // Not computeIfAbsent, which would hold a lock while the registry is asked.
            encoder = encoderFor(topic, record);
            encoders.put(target, encoder);
        }
        return encoder.encode(record);
    }

    private RecordEncoder<T> encoderFor(String topic, T record) {
        String subject = isKey ? Subjects.key(topic) : Subjects.value(topic);
        try {
            int id = registry.schemas().idFor(subject, record.getSchema());
            return new RecordEncoder<>(record.getSchema(), id);
        } catch (RegistryUnavailableException | SchemaRejectedException e) {
            throw new SerializationException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        registry.close();
    }

    private record Target(String topic, Class<?> type) {}
}
