package dev.sluice.processor.pending;

import dev.sluice.v1.Priority;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of the parked store, whose order is that of their bytes. There are three kinds of rows:
 *
 * <ul>
 *   <li>a request, by its lane and its place there;
 *   <li>for one with a deadline, its first row's key, by deadline and offset;
 *   <li>where requests of one record key keep their order, a {@link KeyLine}, by the record key.
 * </ul>
 */
final class ParkRows {
    private static final byte REQUEST = 0;
    private static final byte DEADLINE = 1;
    private static final byte RECORD_KEY = 2;
    private static final int PLACE_BYTES = 2 * Long.BYTES;

    private ParkRows() {}

    static Bytes request(LaneName lane, ParkedPlace place) {
        byte[] start = start(lane);
        return Bytes.wrap(
                place(ByteBuffer.allocate(start.length + PLACE_BYTES).put(start), place).array());
    }

    /** All requests' rows are from here to the first of deadlines. */
    static Bytes firstRequest() {
        return Bytes.wrap(new byte[] {REQUEST});
    }

    static Bytes firstDeadline() {
        return Bytes.wrap(new byte[] {DEADLINE});
    }

    static Bytes deadline(long deadline, long offset) {
        ByteBuffer row = ByteBuffer.allocate(1 + PLACE_BYTES).put(DEADLINE);
        return Bytes.wrap(place(row, new ParkedPlace(deadline, offset)).array());
    }

    static Bytes recordKey(ByteBuffer key) {
        return Bytes.wrap(
                ByteBuffer.allocate(1 + key.remaining())
                        .put(RECORD_KEY)
                        .put(key.duplicate())
                        .array());
    }

    /** The place that a row of either of the first two kinds ends with. */
    static ParkedPlace place(Bytes row) {
        ByteBuffer end = ByteBuffer.wrap(row.get(), row.get().length - PLACE_BYTES, PLACE_BYTES);
        return new ParkedPlace(end.getLong() ^ Long.MIN_VALUE, end.getLong() ^ Long.MIN_VALUE);
    }

    /** The lane that a request's row, or its start, begins with. */
    static LaneName lane(byte[] row) {
        ByteBuffer from = ByteBuffer.wrap(row, 1, row.length - 1);
        return new LaneName(Priority.valueOf(text(from)), text(from), text(from), text(from));
    }

    /** What all rows of a lane's requests begin with. */
    static byte[] start(LaneName lane) {
        byte[][] names = {
            bytes(lane.priority().name()),
            bytes(lane.tenant()),
            bytes(lane.model()),
            bytes(lane.endpoint())
        };
        int size = 1;
        for (byte[] name : names) {
            size += Integer.BYTES + name.length;
        }
        ByteBuffer start = ByteBuffer.allocate(size).put(REQUEST);
        for (byte[] name : names) {
            start.putInt(name.length).put(name);
        }
        return start.array();
    }

    /** Of bytes, which are compared without their signs. */
    private static ByteBuffer place(ByteBuffer to, ParkedPlace place) {
        return to.putLong(place.deadline() ^ Long.MIN_VALUE)
                .putLong(place.offset() ^ Long.MIN_VALUE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer from) {
        byte[] text = new byte[from.getInt()];
        from.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
