package dev.sluice.processor.cli;

import dev.sluice.v1.Position;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Places of requests in the log: one bit each, in blocks of neighbouring offsets. */
public final class PositionSet {
    private static final int BLOCK_BITS = 12;
    private static final long BLOCK_MASK = (1L << BLOCK_BITS) - 1;

    private final Map<Block, BitSet> blocks = new HashMap<>();
    private long size;

    private record Block(String topic, int partition, long number) {}

    /** Adds a position; false where it is there already. */
    public boolean add(Position position) {
        BitSet offsets = blocks.computeIfAbsent(block(position), empty -> new BitSet());
        int bit = bit(position);
        if (offsets.get(bit)) {
            return false;
        }
        offsets.set(bit);
        size++;
        return true;
    }

    /** Whether a position was added. */
    public boolean contains(Position position) {
        BitSet offsets = blocks.get(block(position));
        return offsets != null && offsets.get(bit(position));
    }

    /** How many were added. */
    public long size() {
        return size;
    }

    private static Block block(Position position) {
        return new Block(
                position.getTopic(), position.getPartition(), position.getOffset() >>> BLOCK_BITS);
    }

    private static int bit(Position position) {
        return (int) (position.getOffset() & BLOCK_MASK);
    }
}
