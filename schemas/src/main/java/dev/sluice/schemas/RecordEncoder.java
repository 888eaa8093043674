package dev.sluice.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Encodes records of one type under a schema id that is known beforehand. It never calls the registry. Threads may
 * share it: each has its own buffer.
 *
 * @param <T> the generated record class
 */
public final class RecordEncoder<T extends SpecificRecord> {
    private final byte[] header;
    private final SpecificDatumWriter<T> writer;
    private final Class<?> type;

    // One buffer for each thread and encoder is the purpose; encoders live as long as their
    // program.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    /**
     * @param schema the schema of the generated class, with or without its properties for Java
     * @param schemaId the id under which the registry knows it
     * @throws IllegalArgumentException if the schema is not that of a generated class on the class path
     */
    public RecordEncoder(Schema schema, int schemaId) {
        this.header = WireFormat.header(schemaId);
        this.type = generatedClass(schema);
        this.writer = new SpecificDatumWriter<>(schema, SpecificData.getForClass(type));
    }

    /**
     * Encodes a record, with its header.
     *
     * @throws UnwritableRecordException if the record does not fit the schema
     */
    public byte[] encode(T record) {
        if (!type.isInstance(record)) {
            throw new UnwritableRecordException("not a " + type.getSimpleName());
        }
        Scratch mine = scratch.get();
        try {
            mine.buffer.write(header, 0, header.length);
            writer.write(record, mine.encoder);
            return mine.buffer.copy();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        } catch (RuntimeException e) {
            throw new UnwritableRecordException(
                    type.getSimpleName() + " does not fit its schema: " + Faults.describe(e));
        } finally {
            mine.buffer.clear();
        }
    }

    private static Class<?> generatedClass(Schema schema) {
        Class<?> type = SpecificData.get().getClass(schema);
        if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException("no generated class for " + schema.getFullName());
        }
        Schema own = SpecificData.get().getSchema(type);
        if (!SchemaNormalization.toParsingForm(own)
                .equals(SchemaNormalization.toParsingForm(schema))) {
            throw new IllegalArgumentException(
                    "another version of " + schema.getFullName() + " than its class");
        }
        return type;
    }

    private static final class Scratch {
        final EncodeBuffer buffer = new EncodeBuffer();
        // The unbuffered kind, so that bytes are copied once less.
        final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(buffer, null);
    }
}
