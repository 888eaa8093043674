package dev.sluice.schemas;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** Writes records of one generated class, field by field. */
final class RecordWriter implements ValueWriter {
    private final Class<?> type;
    private final Field[] fields;

    /**
     * @param type the generated class
     * @param fields its fields, by position; they may be filled in later, as one may hold records of the same class
     */
    RecordWriter(Class<?> type, Field[] fields) {
        this.type = type;
        this.fields = fields;
    }

    @Override
    public Class<?> type() {
        return type;
    }

    @Override
    public void write(@Nullable Object value, BinaryEncoder out) throws IOException {
        if (requireNonNull(value).getClass() != type) {
            // A subclass may hold its fields as it likes.
            throw new ClassCastException("not a " + type.getSimpleName());
        }
        SpecificRecordBase record = (SpecificRecordBase) value;
        for (int i = 0; i < fields.length; i++) {
            fields[i].write(record.get(i), out);
        }
    }

    /**
     * A field. Most are a union of null and something, and most of these are null, which takes no writer to write.
     *
     * @param nothing the index of null in such a union, 0 or 1; {@link #REQUIRED} if the field is of another type
     * @param writer writes the field, for such a union what is not null
     */
    record Field(int nothing, ValueWriter writer) {
        static final int REQUIRED = -1;

        void write(@Nullable Object value, BinaryEncoder out) throws IOException {
            if (nothing != REQUIRED) {
                if (value == null) {
                    out.writeIndex(nothing);
                    return;
                }
                out.writeIndex(1 - nothing);
            }
            writer.write(value, out);
        }
    }
}
