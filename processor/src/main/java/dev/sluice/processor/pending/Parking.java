package dev.sluice.processor.pending;

import dev.sluice.processor.config.PendingConfig;
import dev.sluice.processor.schedule.Standing;
import dev.sluice.processor.schedule.Work;
import dev.sluice.v1.ChatRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests of a window are parked, and takes them back. Parked is what comes in beyond its lane's part of a
 * window that fills up, while a limit or a closed endpoint holds the lane back; and what comes in behind it.
 *
 * <p>Confined to the window's stream thread.
 */
final class Parking {
    private static final int OVERDUE_BATCH = 500;

    /** With so many lanes a round takes about as long as the rest of a drain. */
    private static final int MANY_LANES = 100;

    /** A lane whose requests came back within this time is on the move. */
    private static final long MOVED_MILLIS = 1_000;

    private final Window window;
    private final Park park;
    private final PendingConfig bounds;
    private int rounds;

    Parking(Window window, Park park, PendingConfig bounds) {
        this.window = window;
        this.park = park;
        this.bounds = bounds;
    }

    /** Counts what was restored. */
    void restore() {
        park.forEach(window::park);
    }

    /** Whether nothing is parked. */
    boolean isEmpty() {
        return window.parked() == 0;
    }

    /** The lane where a request that has just come is to be parked; nothing where the window takes it. */
    Optional<LaneName> lane(ChatRequest request, byte @Nullable [] recordKey, long offset) {
        if (isEmpty() && (bounds.parkedRecords() == 0 || window.room().isAmple())) {
            return Optional.empty();
        }
        return behind(recordKey, offset)
                .or(() -> Optional.of(LaneName.of(request)).filter(lane -> parks(lane, request)));
    }

    /** The lane where a request has to be parked because an older one of its record key is. */
    Optional<LaneName> behind(byte @Nullable [] recordKey, long offset) {
        return isEmpty() ? Optional.empty() : park.behind(recordKey, offset);
    }

    /** Requests that were taken into the window and that it cannot go on holding, the last of their lanes. */
    List<Work> surplus() {
        return park.isOrdered() || bounds.parkedRecords() <= window.parked()
                ? List.of()
                : Surplus.of(window);
    }

    /** Parks a request. */
    void park(LaneName lane, ChatRequest request, long offset, PendingEntry entry) {
        long deadline = Deadlines.of(request);
        entry.setDeadline(deadline == Deadlines.NEVER ? null : deadline);
        Parked parked = park.put(lane, deadline, offset, entry);
        window.park(lane, parked.place(), parked.entry().length);
    }

    /**
     * Takes back what the window has room for, and what is past its deadline.
     *
     * @param taken holds a request in the window at once
     */
    void takeBack(long nowMillis, Consumer<Parked> taken) {
        for (Parked overdue : park.takeOverdue(nowMillis, OVERDUE_BATCH)) {
            window.unpark(overdue);
            taken.accept(overdue);
        }
        if (rounds++ % (1 + window.lanes().parkedLanes() / MANY_LANES) != 0) {
            return;
        }
        boolean moves = false;
        for (WindowLane lane : window.lanes().inTurn()) {
            takeBack(lane, nowMillis, taken);
            moves |=
                    lane.parked() > 0
                            && lane.standing().isReady()
                            && nowMillis - lane.takenAtMillis() < MOVED_MILLIS;
        }
        window.parkedMove(moves);
    }

    private void takeBack(WindowLane lane, long nowMillis, Consumer<Parked> taken) {
        ParkedPlace from = lane.noneBefore();
        if (from == null || !mayTake(lane)) {
            return;
        }
        try (KeyValueIterator<Bytes, byte[]> rows = park.rows(lane.name(), from)) {
            while (rows.hasNext() && mayTake(lane)) {
                Parked first = park.takeFirst(rows.next());
                window.unpark(first);
                lane.takenUpTo(first.place(), nowMillis);
                taken.accept(first);
            }
        }
    }

    private boolean mayTake(WindowLane lane) {
        return window.room().allowsBack(lane.waiting(), lane.waitingBytes());
    }

    /** What was never tried may all come to be held back, once the window is full of it. */
    private static boolean mayBeHeldBack(Standing standing) {
        return standing.isHeldBack() || standing.isUntried();
    }

    private boolean parks(LaneName name, ChatRequest request) {
        WindowLane lane = window.lanes().find(name);
        if (lane == null) {
            return false;
        }
        boolean urgent = lane.isUrgent(Deadlines.of(request));
        if (lane.parked() > 0 && !urgent) {
            return true;
        }
        Room room = window.room();
        boolean allowed =
                (urgent && !room.isScarce()) || room.allows(lane.waiting(), lane.waitingBytes());
        return !allowed
                && (lane.parked() > 0
                        || (bounds.parkedRecords() > 0 && mayBeHeldBack(lane.standing())));
    }
}
