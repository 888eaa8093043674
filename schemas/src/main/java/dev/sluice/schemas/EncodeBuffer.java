package dev.sluice.schemas;

import java.io.OutputStream;
import java.util.Arrays;

/** A byte buffer that grows, without the locks of the JDK's, for the use of one thread. */
final class EncodeBuffer extends OutputStream {
    private static final int INITIAL_BYTES = 4 * 1024;

    /** What a thread keeps between records; a larger record's buffer is given up, so that idle threads hold little. */
    private static final int KEPT_BYTES = 256 * 1024;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int size;

    @Override
    public void write(int b) {
        makeRoom(1);
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        makeRoom(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
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
