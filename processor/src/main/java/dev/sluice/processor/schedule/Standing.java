package dev.sluice.processor.schedule;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How the requests of one owner that the same holds for stand with the scheduler. The scheduler writes it as it goes, the
 * owner reads it whenever it likes, and neither waits for the other: what is read may be a moment old.
 */
public final class Standing {
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile @Nullable Lane lane;

    /** Calls that are out. Any thread. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Whether a limit or a closed endpoint holds back what waits. Any thread. */
    public boolean isHeldBack() {
        return is(Lane.Status.HELD);
    }

    /** Whether none was tried yet, so that nobody knows whether something holds it back. Any thread. */
    public boolean isUntried() {
        return lane == null;
    }

    /** Whether what waits can go as soon as it is its turn. Any thread. */
    public boolean isReady() {
        return is(Lane.Status.READY);
    }

    /** One of the requests waits in a lane. Those that differ in where they can go wait in several; the latest counts. */
    void waitsIn(Lane next) {
        if (lane != next) {
            lane = next;
        }
    }

    /** A call goes out. */
    void sent() {
        inFlight.incrementAndGet();
    }

    /** A call ended, or was not made after all, or is somebody else's now. */
    void back() {
        inFlight.decrementAndGet();
    }

    private boolean is(Lane.Status status) {
        Lane known = lane;
        return known != null && known.status() == status;
    }
}
