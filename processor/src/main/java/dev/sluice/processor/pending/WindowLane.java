package dev.sluice.processor.pending;

import dev.sluice.processor.schedule.Standing;
import org.jspecify.annotations.Nullable;

/** The requests of one window that the same holds for, held and parked, as numbers. Confined to its stream thread. */
final class WindowLane {
    private final LaneName name;
    private final Standing standing = new Standing();
    private int held;
    private long heldBytes;
    private long latestDeadline = Long.MIN_VALUE;
    private int parked;
    private @Nullable ParkedPlace noneBefore;
    private long takenAtMillis = Long.MIN_VALUE;

    WindowLane(LaneName name) {
        this.name = name;
    }

    LaneName name() {
        return name;
    }

    /** How they stand with the scheduler. */
    Standing standing() {
        return standing;
    }

    void hold(long bytes, long deadline) {
        held++;
        heldBytes += bytes;
        latestDeadline = Math.max(latestDeadline, deadline);
    }

    void release(long bytes) {
        held--;
        heldBytes -= bytes;
        if (held == 0) {
            latestDeadline = Long.MIN_VALUE;
        }
    }

    /** Those that are held and for which no call is out. */
    int waiting() {
        return Math.max(0, held - standing.inFlight());
    }

    /** About as many bytes as they have. */
    long waitingBytes() {
        return held == 0 ? 0 : (long) ((double) heldBytes * waiting() / held);
    }

    /** Whether a request with this deadline goes before some that are held, and before all that are parked. */
    boolean isUrgent(long deadline) {
        return deadline < latestDeadline
                && (noneBefore == null || deadline < noneBefore.deadline());
    }

    void park(ParkedPlace place) {
        parked++;
        if (noneBefore == null || place.compareTo(noneBefore) < 0) {
            noneBefore = place;
        }
    }

    /** A parked request is parked no longer. */
    void unpark() {
        parked--;
        if (parked == 0) {
            noneBefore = null;
        }
    }

    /** The first of those parked was taken back. */
    void takenUpTo(ParkedPlace place, long nowMillis) {
        takenAtMillis = nowMillis;
        if (parked > 0) {
            noneBefore = place.next();
        }
    }

    int parked() {
        return parked;
    }

    /** The place that the first parked request has, or one before it; null while none is parked. */
    @Nullable ParkedPlace noneBefore() {
        return noneBefore;
    }

    /** When one of those parked was taken back last, in milliseconds since the epoch. */
    long takenAtMillis() {
        return takenAtMillis;
    }

    boolean isIdle() {
        return held == 0 && parked == 0;
    }
}
