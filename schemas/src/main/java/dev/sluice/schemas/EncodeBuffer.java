package dev.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryEncoder;

/**
 * Avro's binary encoder straight into an array that grows, for the use of one thread. Avro's own hands each byte to a
 * stream.
 */
final class EncodeBuffer extends BinaryEncoder {
    private static final int INITIAL_BYTES = 4 * 1024;

    /** What a thread keeps between records; a larger record's buffer is given up, so that idle threads hold little. */
    private static final int KEPT_BYTES = 256 * 1024;

    /** The most that {@link BinaryData} writes for a number. */
    private static final int NUMBER_BYTES = 10;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int size;

    @Override
    public void writeBoolean(boolean value) {
        makeRoom(1);
        bytes[size++] = value ? (byte) 1 : 0;
    }

    @Override
    public void writeInt(int value) {
        makeRoom(NUMBER_BYTES);
        size += BinaryData.encodeInt(value, bytes, size);
    }

    @Override
    public void writeLong(long value) {
        makeRoom(NUMBER_BYTES);
        size += BinaryData.encodeLong(value, bytes, size);
    }

    @Override
    public void writeFloat(float value) {
        makeRoom(NUMBER_BYTES);
        size += BinaryData.encodeFloat(value, bytes, size);
    }

    @Override
    public void writeDouble(double value) {
        makeRoom(NUMBER_BYTES);
        size += BinaryData.encodeDouble(value, bytes, size);
    }

    @Override
    public void writeString(String value) {
        byte[] text = value.getBytes(UTF_8);
        writeInt(text.length);
        writeFixed(text, 0, text.length);
    }

    @Override
    public void writeFixed(byte[] source, int offset, int length) {
        makeRoom(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    @Override
    protected void writeZero() {
        makeRoom(1);
        bytes[size++] = 0;
    }

    @Override
    public int bytesBuffered() {
        return size;
    }

    @Override
    public void flush() {
        // The bytes go nowhere but into the copy.
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    void clear() {
        size = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[INITIAL_BYTES];
        }
    }

    private void makeRoom(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            int doubled = (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8);
            bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
        }
    }
}
