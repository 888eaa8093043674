package dev.sluice.processor.cli;

import dev.sluice.schemas.AvroDeserializer;
import dev.sluice.schemas.RegistryUnavailableException;
import dev.sluice.schemas.Schemas;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes values of a topic that others may write to: what cannot be read is left out, and a registry that is down is
 * waited for.
 *
 * @param <T> the generated record class
 */
public final class RecordReader<T extends SpecificRecord> {
    private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final AvroDeserializer<T> deserializer;

    /** Asks a registry that stays the caller's to close. */
    public RecordReader(Class<T> type, Schemas schemas) {
        this.deserializer = new AvroDeserializer<>(type, schemas);
    }

    /** The record; empty where there is no value or it is none of this type. */
    public Optional<T> read(String topic, byte[] value) throws InterruptedException {
        while (true) {
            try {
                return Optional.ofNullable(deserializer.deserialize(topic, value));
            } catch (SerializationException e) {
                if (!(e.getCause() instanceof RegistryUnavailableException)) {
                    return Optional.empty();
                }
                LOG.warn("Waiting for the schema registry: {}", e.getMessage());
                Thread.sleep(RETRY.toMillis());
            }
        }
    }
}
