package dev.sluice.processor.share;

import dev.sluice.processor.limit.Pacing;
import java.util.Map;
import java.util.TreeMap;

/**
 * What counts in the last {@link Pacing#WINDOW}, never less: time is cut into slots, each of which counts until it has
 * wholly left. Other than {@link Pacing}'s own it takes amounts at any time, since what happened is heard of later.
 */
final class TimedSum {
    private static final long SLOT = Pacing.TOLERANCE;

    private final TreeMap<Long, Long> slots = new TreeMap<>();
    private long total;

    /** Forgets what has left. */
    void forget(long now) {
        while (!slots.isEmpty() && leaves(slots.firstKey()) <= now) {
            total -= slots.pollFirstEntry().getValue();
        }
    }

    /** The sum, as of the last call of {@link #forget}. */
    long total() {
        return total;
    }

    /** Adds to what counts at a time, unless that has left. */
    void add(long amount, long at, long now) {
        long slot = Math.floorDiv(at, SLOT);
        if (amount > 0 && leaves(slot) > now) {
            slots.merge(slot, amount, Long::sum);
            total += amount;
        }
    }

    /**
     * Takes from what counts at a time, as far as there is enough, and else from before that: what is left counts for
     * longer then, never for less long.
     */
    void remove(long amount, long at) {
        long rest = amount;
        Map.Entry<Long, Long> slot = slots.floorEntry(Math.floorDiv(at, SLOT));
        while (rest > 0 && slot != null) {
            long taken = Math.min(rest, slot.getValue());
            if (taken == slot.getValue()) {
                slots.remove(slot.getKey());
            } else {
                slots.put(slot.getKey(), slot.getValue() - taken);
            }
            total -= taken;
            rest -= taken;
            slot = slots.lowerEntry(slot.getKey());
        }
    }

    /** When so much will have left if nothing is added; at most the total. */
    long whenLeft(long amount) {
        long left = 0;
        for (Map.Entry<Long, Long> slot : slots.entrySet()) {
            left += slot.getValue();
            if (left >= amount) {
                return leaves(slot.getKey());
            }
        }
        throw new IllegalArgumentException("more than there is");
    }

    /**
     * What is owed still, if each unit takes an interval to be paid off.
     *
     * @return a time, in nanoseconds
     */
    long debt(long interval, long now) {
        long amount = 0;
        long debt = 0;
        for (Map.Entry<Long, Long> slot : slots.descendingMap().entrySet()) {
            amount += slot.getValue();
            debt = Math.max(debt, amount * interval - Math.max(0, now - slot.getKey() * SLOT));
        }
        return debt;
    }

    private static long leaves(long slot) {
        return (slot + 1) * SLOT + Pacing.WINDOW;
    }
}
