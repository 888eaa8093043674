package dev.sluice.processor.limit;

import java.util.Arrays;

/**
 * What was let through in the last {@link Pacing#WINDOW}, never less. Time is cut into slots, each of which counts until
 * it has wholly left the window; only those are kept in which something was let through.
 */
final class SlidingSum {
    /** As long as the tolerance, so that a steady pace never has to wait for a slot: see {@link Pacing}. */
    private static final long SLOT = Pacing.TOLERANCE;

    private static final int FIRST_CAPACITY = 4;

    /** Rings of the same length, which is a power of two. */
    private long[] slots = new long[FIRST_CAPACITY];

    private long[] amounts = new long[FIRST_CAPACITY];
    private int oldest;
    private int size;
    private long total;

    /** Forgets what has left the window. */
    void forget(long now) {
        while (size > 0 && leaves(0) <= now) {
            total -= amounts[index(0)];
            oldest = index(1);
            size--;
        }
    }

    /** The sum, as of the last call of {@link #forget}. */
    long total() {
        return total;
    }

    /** Adds what is let through now. */
    void add(long amount, long now) {
        long slot = Math.floorDiv(now, SLOT);
        // A clock that went back must not disturb the order.
        if (size == 0 || slots[index(size - 1)] < slot) {
            append(slot);
        }
        amounts[index(size - 1)] += amount;
        total += amount;
    }

    /** Changes what was let through at a time, if that still counts. */
    void correct(long change, long then) {
        int found = find(Math.floorDiv(then, SLOT));
        if (found < size) {
            int at = index(found);
            long corrected = Math.max(0, amounts[at] + change);
            total += corrected - amounts[at];
            amounts[at] = corrected;
        }
    }

    /** When so much of the sum will have left the window, if nothing is added; at most {@link #total} of it. */
    long whenLeft(long amount) {
        long left = 0;
        int i = 0;
        // At most 1,208 slots, and only for a request that has to wait.
        while (i < size) {
            left += amounts[index(i)];
            if (left >= amount) {
                return leaves(i);
            }
            i++;
        }
        throw new IllegalArgumentException("more than there is");
    }

    /** Where a slot is, or how many there are if it is not. */
    private int find(long slot) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (slots[index(middle)] < slot) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < size && slots[index(low)] == slot ? low : size;
    }

    private long leaves(int i) {
        return (slots[index(i)] + 1) * SLOT + Pacing.WINDOW;
    }

    private void append(long slot) {
        if (size == slots.length) {
            long[] grownSlots = grown(slots);
            amounts = grown(amounts);
            slots = grownSlots;
            oldest = 0;
        }
        slots[index(size)] = slot;
        amounts[index(size)] = 0;
        size++;
    }

    private long[] grown(long[] ring) {
        long[] larger = Arrays.copyOf(ring, 2 * size);
        for (int i = 0; i < size; i++) {
            larger[i] = ring[index(i)];
        }
        return larger;
    }

    private int index(int i) {
        return (oldest + i) & (slots.length - 1);
    }
}
