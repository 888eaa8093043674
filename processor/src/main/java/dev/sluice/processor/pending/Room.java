package dev.sluice.processor.pending;

import dev.sluice.processor.config.PendingConfig;

/**
 * How full a window is, and what that leaves to one lane that is held back. Up to half of the window anybody may have.
 * From there on a lane may have waiting an eighth of the square of what is free: so there is always something left for the
 * next one, a lane by itself gets much, and many that come one after the other leave more than if each took a part of
 * what is left.
 *
 * <p>Thresholds that follow what is free are from Choudhury and Hahne, "Dynamic Queue Length Thresholds for Shared-Memory
 * Packet Switches", 1998; there they are proportional to it.
 *
 * @param records that the window holds
 * @param bytes that the instance's windows hold
 * @param sharing lanes that share what is kept free for parked requests; 0 where none are parked
 * @param bounds how much may be held
 */
record Room(int records, long bytes, int sharing, PendingConfig bounds) {
    private static final int PART = 8;

    /** What is kept free for parked requests to come back to, however many others come: an eighth. */
    private static final int RESERVE = 8;

    /** To what part of a window its lanes that are held back are cut together when it gets full. */
    private static final int CUT = 4;

    /** Whether the partition must give no more. */
    boolean isFull() {
        return records >= bounds.windowRecords() - reserve(bounds.windowRecords())
                || bytes >= bounds.windowBytes() - reserve(bounds.windowBytes());
    }

    /** Whether there is so much room that nobody's part matters. */
    boolean isAmple() {
        return 2L * records < bounds.windowRecords() && 2 * bytes < bounds.windowBytes();
    }

    /**
     * Whether a lane that is held back may have one more request waiting.
     *
     * @param waiting its requests that wait already
     * @param waitingBytes their bytes
     */
    boolean allows(int waiting, long waitingBytes) {
        return isAmple() || isWithin(free() * free() / PART, waiting, waitingBytes);
    }

    /** Whether one of a lane's parked requests may come back: it has its part of what is kept free, too. */
    boolean allowsBack(int waiting, long waitingBytes) {
        double kept = 1.0 / RESERVE / Math.max(1, sharing);
        return isWithin(Math.max(kept, free() * free() / PART), waiting, waitingBytes);
    }

    /** Whether it is time to park what already waits; until then there is room for what goes before it. */
    boolean isScarce() {
        return free() * CUT < 1;
    }

    /**
     * How many of a lane's waiting requests are to be parked. It keeps more than {@link #allowsBack} would give it again.
     *
     * @param waiting its requests that wait
     * @param waitingBytes their bytes
     * @param heldBack lanes that are held back, at least 1
     */
    int surplus(int waiting, long waitingBytes, int heldBack) {
        double share = Math.max(1.0 / CUT / heldBack, free() * free() / PART);
        double kept = share * bounds.windowRecords();
        if (waitingBytes > share * bounds.windowBytes()) {
            kept = Math.min(kept, waiting * share * bounds.windowBytes() / waitingBytes);
        }
        return waiting - (int) Math.min(waiting, Math.max(1, Math.ceil(kept)));
    }

    private boolean isWithin(double share, int waiting, long waitingBytes) {
        return waiting == 0
                || (waiting < share * bounds.windowRecords()
                        && waitingBytes < share * bounds.windowBytes());
    }

    private double free() {
        return Math.max(
                0,
                1
                        - Math.max(
                                (double) records / bounds.windowRecords(),
                                (double) bytes / bounds.windowBytes()));
    }

    private long reserve(long bound) {
        return sharing == 0 ? 0 : bound / RESERVE;
    }
}
