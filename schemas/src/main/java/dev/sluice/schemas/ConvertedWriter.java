package dev.sluice.schemas;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes values that have a meaning of their own in Java, such as times and amounts.
 *
 * @param schema the schema, with its logical type
 * @param conversion the logical type's conversion
 * @param raw writes what the conversion gives
 */
record ConvertedWriter(Schema schema, Conversion<?> conversion, ValueWriter raw)
        implements ValueWriter {
    @Override
    public Class<?> type() {
        return conversion.getConvertedType();
    }

    @Override
    public void write(@Nullable Object value, BinaryEncoder out) throws IOException {
        if (requireNonNull(value).getClass() != conversion.getConvertedType()) {
            throw new ClassCastException("no " + conversion.getLogicalTypeName());
        }
        raw.write(
                Conversions.convertToRawType(value, schema, schema.getLogicalType(), conversion),
                out);
    }
}
