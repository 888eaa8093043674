package dev.sluice.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
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
    private final Class<?> type;
    private final ValueWriter writer;
    private final SpecificDatumWriter<T> avro;

    // One buffer for each thread and encoder is the purpose; encoders live as long as their
    // program.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<EncodeBuffer> buffers = ThreadLocal.withInitial(EncodeBuffer::new);

    /**
     * @param schema the schema of the generated class, with or without its properties for Java
     * @param schemaId the id under which the registry knows it
     * @throws IllegalArgumentException if the schema is not that of a generated class on the class path
     */
    public RecordEncoder(Schema schema, int schemaId) {
        this(WireFormat.header(schemaId), schema);
    }

    private RecordEncoder(byte[] header, Schema schema) {
        this.header = header;
        this.type = generatedClass(schema);
        SpecificData model = SpecificData.getForClass(type);
        this.writer = WriterCompiler.compile(schema, model);
        this.avro = new SpecificDatumWriter<>(schema, model);
    }

    /**
     * An encoder that needs no registry: Avro's single-object encoding, whose header tells the schema by its fingerprint.
     * {@link org.apache.avro.message.BinaryMessageDecoder} reads it.
     *
     * @throws IllegalArgumentException if Avro does not find the class by its name, or does not trust it
     */
    public static <T extends SpecificRecord> RecordEncoder<T> singleObject(Class<T> type) {
        Schema schema = SpecificData.get().getSchema(type);
        return new RecordEncoder<>(SingleObject.header(schema), schema);
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
        EncodeBuffer buffer = buffers.get();
        try {
            return encode(record, buffer);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        } finally {
            buffer.clear();
        }
    }

    private byte[] encode(T record, EncodeBuffer buffer) throws IOException {
        buffer.writeFixed(header);
        try {
            writer.write(record, buffer);
            return buffer.copy();
        } catch (RuntimeException e) {
            return encodeByAvro(record, buffer);
        }
    }

    /**
     * For a record that is not as a generated class is meant to hold it. Avro takes some of these, such as text that is not a
     * string; of the others it says what is wrong.
     */
    private byte[] encodeByAvro(T record, EncodeBuffer buffer) throws IOException {
        buffer.clear();
        buffer.writeFixed(header);
        try {
            avro.write(record, buffer);
            return buffer.copy();
        } catch (RuntimeException e) {
            throw new UnwritableRecordException(
                    type.getSimpleName() + " does not fit its schema: " + Faults.describe(e));
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
}
