package dev.sluice.processor.cli;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Remembers custom ids by 128 bits of their SHA-256, in 32 to 64 bytes each whatever their length: a file may have
 * tens of millions. Two different ids meet by chance once in 10^20 files of that size.
 */
final class SeenIds {
    private static final int INITIAL_SLOTS = 1 << 10;

    private final MessageDigest sha256 = RequestIds.sha256();
    private long[] slots = new long[2 * INITIAL_SLOTS];
    private int size;

    /** Adds an id; false where it is there already. */
    boolean add(String id) {
        if (2 * (size + 1) > slots.length / 2) {
            grow();
        }
        ByteBuffer digest = digest(id);
        boolean added = insert(slots, digest.getLong(0), digest.getLong(8));
        size += added ? 1 : 0;
        return added;
    }

    boolean contains(String id) {
        ByteBuffer digest = digest(id);
        int slot = find(slots, digest.getLong(0), digest.getLong(8));
        return slots[slot] != 0 || slots[slot + 1] != 0;
    }

    int size() {
        return size;
    }

    private void grow() {
        long[] larger = new long[Math.multiplyExact(slots.length, 2)];
        for (int slot = 0; slot < slots.length; slot += 2) {
            if (slots[slot] != 0 || slots[slot + 1] != 0) {
                insert(larger, slots[slot], slots[slot + 1]);
            }
        }
        slots = larger;
    }

    private static boolean insert(long[] slots, long high, long low) {
        int slot = find(slots, high, low);
        boolean added = slots[slot] == 0 && slots[slot + 1] == 0;
        slots[slot] = high;
        slots[slot + 1] = low;
        return added;
    }

    /** The slot that holds the digest, or the free one where it belongs. The length is a power of two. */
    private static int find(long[] slots, long high, long low) {
        int mask = slots.length - 2;
        int slot = (int) (high << 1) & mask;
        while ((slots[slot] != 0 || slots[slot + 1] != 0)
                && (slots[slot] != high || slots[slot + 1] != low)) {
            slot = (slot + 2) & mask;
        }
        return slot;
    }

    private ByteBuffer digest(String id) {
        return ByteBuffer.wrap(sha256.digest(id.getBytes(StandardCharsets.UTF_8)));
    }
}
