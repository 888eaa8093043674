package dev.sluice.processor.ledger;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls sent by endpoint, in a file that is mapped into memory: counting is an addition in memory, and what was counted is in the
 * file however the process ends. A crash of the whole machine may take the last counts with it.
 */
final class SentCounts {
    /** What such a file begins with; the digit is the version of its format. */
    private static final byte[] MAGIC = "SLUICEC1".getBytes(StandardCharsets.US_ASCII);

    /** A count, and the name behind it: names of endpoints are shorter. */
    private static final int SLOT = 256;

    private static final int NAME = Long.BYTES + Integer.BYTES;
    private static final int LONGEST_NAME = SLOT - NAME;

    private static final VarHandle COUNT =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final MappedByteBuffer slots;
    private final Map<String, Integer> places;

    private SentCounts(MappedByteBuffer slots, Map<String, Integer> places) {
        this.slots = slots;
        this.places = places;
    }

    /**
     * Fills an empty file.
     *
     * @throws IOException if it cannot be written: its space is taken now, so that no count fails later
     */
    static SentCounts create(FileChannel file, List<String> endpoints) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SLOT * (endpoints.size() + 1));
        bytes.put(MAGIC);
        Map<String, Integer> places = new LinkedHashMap<>();
        for (String endpoint : endpoints) {
            byte[] name = endpoint.getBytes(StandardCharsets.UTF_8);
            if (name.length > LONGEST_NAME) {
                throw new IOException("too long a name of an endpoint: " + endpoint);
            }
            int place = SLOT * (places.size() + 1);
            bytes.position(place + Long.BYTES).putInt(name.length).put(name);
            places.put(endpoint, place);
        }
        bytes.position(0);
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        return new SentCounts(
                file.map(FileChannel.MapMode.READ_WRITE, 0, bytes.capacity()), places);
    }

    /** Counts one. Any thread. */
    void count(String endpoint) {
        int place = places.getOrDefault(endpoint, 0);
        if (place == 0) {
            throw new IllegalArgumentException("No endpoint " + endpoint);
        }
        long unused = (long) COUNT.getAndAdd(slots, place, 1L);
    }

    /** What was counted by now. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        places.forEach(
                (endpoint, place) -> counts.put(endpoint, (long) COUNT.getVolatile(slots, place)));
        return counts;
    }

    /** What a file holds; nothing where it is not whole: the process ended while it was made, and nothing was counted. */
    static Optional<Map<String, Long>> read(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        byte[] magic = new byte[MAGIC.length];
        if (file.length < SLOT || file.length % SLOT != 0) {
            return Optional.empty();
        }
        bytes.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            return Optional.empty();
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int place = SLOT; place < file.length; place += SLOT) {
            long count = bytes.position(place).getLong();
            int length = bytes.getInt();
            if (length < 1 || length > LONGEST_NAME) {
                return Optional.empty();
            }
            byte[] name = new byte[length];
            bytes.get(name);
            counts.put(new String(name, StandardCharsets.UTF_8), count);
        }
        return Optional.of(counts);
    }
}
