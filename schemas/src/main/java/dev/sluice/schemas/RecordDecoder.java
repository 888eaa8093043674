package dev.sluice.schemas;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decodes records of one type, written with any version of their schema. Threads may share it: each has its own
 * decoder, and its own reader for every writer schema that it has met.
 *
 * @param <T> the generated record class
 */
public final class RecordDecoder<T extends SpecificRecord> {
    /** From this size on a thread's decoder does not keep the last value alive. */
    private static final int RELEASED_BYTES = 64 * 1024;

    private static final byte[] NOTHING = new byte[0];

    private final SpecificData model;
    private final Schema schema;

    // One decoder for each thread and instance is the purpose; instances live as long as their
    // program.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    /**
     * @param type the generated class to decode into
     */
    public RecordDecoder(Class<T> type) {
        this.model = SpecificData.getForClass(type);
        this.schema = model.getSchema(type);
    }

    /**
     * Decodes a value. It never allocates more than in proportion to the value's length, whatever lengths stand in it.
     *
     * @param value header and Avro data; the id in the header is not looked at
     * @param writer the schema that the header's id stands for
     * @throws UnreadableRecordException if the value is not a whole record of this type and nothing else
     */
    public T decode(byte[] value, Schema writer) throws UnreadableRecordException {
        if (WireFormat.schemaId(value).isEmpty()) {
            throw UnreadableRecordException.notWireFormat();
        }
        // Avro resolves by field names alone where a name differs at the top, and would turn one
        // record into another.
        if (writer.getType() != Schema.Type.RECORD
                || !writer.getFullName().equals(schema.getFullName())) {
            throw new UnreadableRecordException(
                    "written as " + writer.getFullName() + ", not as " + schema.getFullName());
        }
        Scratch mine = scratch.get();
        BinaryDecoder in = mine.over(value, WireFormat.HEADER_BYTES);
        try {
            T record = mine.reader(writer).read(null, in);
            if (!in.isEnd()) {
                throw new UnreadableRecordException("bytes are left over after the record's end");
            }
            return record;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Avro reports malformed data by exceptions of many kinds. A writer schema that nests
            // without end can
            // also exhaust the stack while the fields that this version lacks are skipped.
            throw new UnreadableRecordException(
                    "truncated or malformed "
                            + schema.getName()
                            + ": "
                            + e.getClass().getSimpleName());
        } finally {
            if (value.length >= RELEASED_BYTES) {
                mine.over(NOTHING, 0);
            }
        }
    }

    private final class Scratch {
        private @Nullable BinaryDecoder decoder;
        private final Map<Schema, SpecificDatumReader<T>> readers = new HashMap<>();

        BinaryDecoder over(byte[] value, int offset) {
            BinaryDecoder in =
                    DecoderFactory.get()
                            .binaryDecoder(value, offset, value.length - offset, decoder);
            decoder = in;
            return in;
        }

        SpecificDatumReader<T> reader(Schema writer) {
            return readers.computeIfAbsent(writer, w -> ResolvingReader.of(w, schema, model));
        }
    }
}
