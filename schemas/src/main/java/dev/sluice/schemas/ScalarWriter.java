package dev.sluice.schemas;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes what has no parts.
 *
 * @param type the class of the values
 * @param method of the encoder
 */
record ScalarWriter<T>(Class<T> type, Method<T> method) implements ValueWriter {
    static final ValueWriter BOOLEAN =
            new ScalarWriter<>(Boolean.class, BinaryEncoder::writeBoolean);
    static final ValueWriter INT = new ScalarWriter<>(Integer.class, BinaryEncoder::writeInt);
    static final ValueWriter LONG = new ScalarWriter<>(Long.class, BinaryEncoder::writeLong);
    static final ValueWriter FLOAT = new ScalarWriter<>(Float.class, BinaryEncoder::writeFloat);
    static final ValueWriter DOUBLE = new ScalarWriter<>(Double.class, BinaryEncoder::writeDouble);
    static final ValueWriter STRING = new ScalarWriter<>(String.class, BinaryEncoder::writeString);
    static final ValueWriter BYTES =
            new ScalarWriter<>(ByteBuffer.class, BinaryEncoder::writeBytes);

    /** How the encoder writes such values. */
    interface Method<T> {
        void write(BinaryEncoder out, T value) throws IOException;
    }

    @Override
    public void write(@Nullable Object value, BinaryEncoder out) throws IOException {
        method.write(out, type.cast(requireNonNull(value)));
    }
}
