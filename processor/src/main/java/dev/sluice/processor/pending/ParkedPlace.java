package dev.sluice.processor.pending;

import java.util.Comparator;

/**
 * A parked request's place in its lane.
 *
 * @param deadline what it goes by first: its deadline in milliseconds since the epoch, {@link Long#MAX_VALUE} where it
 *     has none; the same for all where they go by their age alone
 * @param offset what it goes by then
 */
record ParkedPlace(long deadline, long offset) implements Comparable<ParkedPlace> {
    private static final Comparator<ParkedPlace> ORDER =
            Comparator.comparingLong(ParkedPlace::deadline).thenComparingLong(ParkedPlace::offset);

    /** The place behind it. */
    ParkedPlace next() {
        return new ParkedPlace(deadline, offset + 1);
    }

    @Override
    public int compareTo(ParkedPlace other) {
        return ORDER.compare(this, other);
    }
}
