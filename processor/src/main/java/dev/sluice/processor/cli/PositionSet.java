package dev.sluice.processor.cli;

import dev.sluice.v1.Position;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Which requests have had their outcome: one bit each, in blocks of neighbouring offsets. */
final class PositionSet {
    private static final int BLOCK_BITS = 12;
    private static final long BLOCK_MASK = (1L << BLOCK_BITS) - 1;

    private final Map<Block, BitSet> blocks = new HashMap<>();
    private long size;

    private record Block(String topic, int partition, long number) {}

    /** Adds a position; false where it is there already. */
    boolean add(Position position) {
        Block block =
                new Block(
                        position.getTopic(),
                        position.getPartition(),
                        position.getOffset() >>> BLOCK_BITS);
        BitSet offsets = blocks.computeIfAbsent(block, empty -> new BitSet());
        int bit = (int) (position.getOffset() & BLOCK_MASK);
        if (offsets.get(bit)) {
            return false;
        }
        offsets.set(bit);
        size++;
        return true;
    }

    long size() {
        return size;
    }
}
