package dev.sluice.schemas;

import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads what another version of a record's schema wrote.
 *
 * <p>Avro 1.12.2 guards against absurd array lengths by the smallest size of an element in the <em>reader's</em>
 * schema. An element that gained fields since is smaller in the data, so Avro takes sound records for truncated ones.
 * This reader counts at least one byte for an element instead, which is true of every version.
 *
 * @param <T> the generated record class
 */
final class ResolvingReader<T> extends SpecificDatumReader<T> {
    private ResolvingReader(Schema writer, Schema reader, SpecificData model) {
        super(writer, reader, model);
    }

    /** Avro's own fast reader where writer and reader agree, else this one. */
    static <T> SpecificDatumReader<T> of(Schema writer, Schema reader, SpecificData model) {
        boolean same =
                SchemaNormalization.toParsingForm(writer)
                        .equals(SchemaNormalization.toParsingForm(reader));
        return same
                ? new SpecificDatumReader<>(writer, reader, model)
                : new ResolvingReader<>(writer, reader, model);
    }

    @Override
    @SuppressWarnings("unchecked") // As in the method overridden: the reader's schema belongs to T.
    public T read(@Nullable T reuse, Decoder in) throws IOException {
        // Not by way of the method overridden, which hands over to the fast reader.
        ResolvingDecoder resolver = getResolver(getSchema(), getExpected());
        resolver.configure(in);
        T record = (T) read(null, getExpected(), resolver);
        resolver.drain();
        return record;
    }

    @Override
    protected Object readArray(@Nullable Object old, Schema expected, ResolvingDecoder in)
            throws IOException {
        long available = in.remainingBytes();
        long count = 0;
        Object array = newArray(null, 0, expected);
        for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
            if (block > available - count) {
                throw new EOFException("an array is longer than the data");
            }
            for (long i = 0; i < block; i++) {
                addToArray(array, count++, read(null, expected.getElementType(), in));
            }
        }
        return array;
    }
}
