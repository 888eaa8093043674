package dev.sluice.schemas;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes the constants of a generated enum.
 *
 * @param type the generated class
 */
record EnumWriter(Class<?> type) implements ValueWriter {
    // The place in the schema is what Avro writes, and the class is generated in the schema's
    // order.
    @SuppressWarnings("EnumOrdinal")
    @Override
    public void write(@Nullable Object value, BinaryEncoder out) throws IOException {
        out.writeEnum(((Enum<?>) requireNonNull(type.cast(value))).ordinal());
    }
}
