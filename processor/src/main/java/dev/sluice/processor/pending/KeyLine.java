package dev.sluice.processor.pending;

import java.nio.ByteBuffer;

/**
 * The parked requests of one record key, where those keep their order: all are in one lane, that of the first.
 *
 * @param count how many they are
 * @param noneBefore the offset that the oldest has, or one before it
 * @param lane where they are parked
 */
record KeyLine(int count, long noneBefore, LaneName lane) {
    static KeyLine read(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        int count = from.getInt();
        long noneBefore = from.getLong();
        byte[] lane = new byte[from.remaining()];
        from.get(lane);
        return new KeyLine(count, noneBefore, ParkRows.lane(lane));
    }

    byte[] bytes() {
        byte[] name = ParkRows.start(lane);
        return ByteBuffer.allocate(Integer.BYTES + Long.BYTES + name.length)
                .putInt(count)
                .putLong(noneBefore)
                .put(name)
                .array();
    }

    KeyLine withOneMore() {
        return new KeyLine(count + 1, noneBefore, lane);
    }

    /** One was taken back; where it was the oldest, those that are left are younger. */
    KeyLine withoutOne(long youngerThan) {
        return new KeyLine(count - 1, Math.max(noneBefore, youngerThan), lane);
    }
}
