package dev.sluice.schemas;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryEncoder;
import org.jspecify.annotations.Nullable;

/** Writes what has no parts. */
enum ScalarWriter implements ValueWriter {
    BOOLEAN(Boolean.class) {
        @Override
        public void write(@Nullable Object value, BinaryEncoder out) throws IOException {
            out.writeBoolean((Boolean) requireNonNull(value));
        }
    },
    INT(Integer.class) {
        @Override
        public void write(@Nullable Object value, BinaryEncoder out) throws IOException {
            out.writeInt((Integer) requireNonNull(value));
        }
    },
    LONG(Long.class) {
        @Override
        public void write(@Nullable Object value, BinaryEncoder out) throws IOException {
            out.writeLong((Long) requireNonNull(value));
        }
    },
    FLOAT(Float.class) {
        @Override
        public void write(@Nullable Object value, BinaryEncoder out) throws IOException {
            out.writeFloat((Float) requireNonNull(value));
        }
    },
    DOUBLE(Double.class) {
        @Override
        public void write(@Nullable Object value, BinaryEncoder out) throws IOException {
            out.writeDouble((Double) requireNonNull(value));
        }
    },
    STRING(String.class) {
        @Override
        public void write(@Nullable Object value, BinaryEncoder out) throws IOException {
            out.writeString((String) requireNonNull(value));
        }
    },
    BYTES(ByteBuffer.class) {
        @Override
        public void write(@Nullable Object value, BinaryEncoder out) throws IOException {
            out.writeBytes((ByteBuffer) requireNonNull(value));
        }
    };

    private final Class<?> type;

    ScalarWriter(Class<?> type) {
        this.type = type;
    }

    @Override
    public Class<?> type() {
        return type;
    }
}
