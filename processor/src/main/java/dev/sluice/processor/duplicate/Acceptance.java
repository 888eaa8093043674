package dev.sluice.processor.duplicate;

import java.nio.ByteBuffer;

/**
 * What is remembered of a request that was let in.
 *
 * @param offset where it stands in its partition
 * @param time when it came, by the log's time in milliseconds since the epoch
 */
record Acceptance(long offset, long time) {
    /** Length of its encoding in bytes. */
    static final int BYTES = 2 * Long.BYTES;

    byte[] encode() {
        return ByteBuffer.allocate(BYTES).putLong(offset).putLong(time).array();
    }

    static Acceptance decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Acceptance(buffer.getLong(), buffer.getLong());
    }
}
