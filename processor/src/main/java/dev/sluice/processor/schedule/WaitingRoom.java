package dev.sluice.processor.schedule;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The requests that wait: for a call, for the time of their next one, or for another request of their key. */
final class WaitingRoom {
    private final KeyOrder order;
    private final Lanes lanes;

    /** What waits for the time of its next call. */
    private final SortedSet<Work> paused =
            new TreeSet<>(Comparator.comparing(Work::notBefore).thenComparingLong(Work::sequence));

    private final SortedSet<Work> deadlines = new TreeSet<>(Lane.ORDER);

    WaitingRoom(KeyOrder order, Lanes lanes) {
        this.order = order;
        this.lanes = lanes;
    }

    /** A request comes, or comes back to be tried again. */
    void enter(Work work, Instant now) {
        if (work.deadline() != Long.MAX_VALUE) {
            deadlines.add(work);
        }
        if (order.enter(work)) {
            admit(work, now);
        }
    }

    /** A request is done, or is forgotten; it may wait or not. */
    void leave(Work work, Instant now) {
        deadlines.remove(work);
        if (!paused.remove(work)) {
            lanes.remove(work);
        }
        order.leave(work).ifPresent(next -> admit(next, now));
    }

    /** A lane's first request is on its way. From here on the call's own timeout minds the deadline. */
    void sent(Lane lane) {
        deadlines.remove(lane.head());
        lanes.sent(lane);
    }

    /** The lane whose first request is to be tried next. */
    Optional<Lane> next() {
        return lanes.next();
    }

    /** A lane's first request may not go; see {@link Lanes#hold}. */
    void hold(Lane lane, Map<Barrier, Instant> barriers) {
        lanes.hold(lane, barriers);
    }

    /** Whether others wait at a barrier who come before a lane. */
    boolean isBehind(Lane lane, Barrier barrier) {
        return lanes.isBehind(lane, barrier);
    }

    /** Looks at each line at a barrier, and at each lane in it. */
    void lines(LineVisitor visitor) {
        lanes.lines(visitor);
    }

    /**
     * Looks at all that wait.
     *
     * @param visitor looks at each lane
     * @param others looks at each request that is in none, and what it waits for
     */
    void each(Consumer<Lane> visitor, BiConsumer<Work, Cause> others) {
        lanes.each(visitor);
        paused.forEach(work -> others.accept(work, Cause.RETRY));
        order.each(work -> others.accept(work, Cause.KEY));
    }

    /** A barrier may let something through. */
    void opened(Barrier barrier) {
        lanes.opened(barrier);
    }

    /** A request whose deadline has passed. */
    Optional<Work> overdue(long nowMillis) {
        return deadlines.isEmpty() || deadlines.first().deadline() > nowMillis
                ? Optional.empty()
                : Optional.of(deadlines.first());
    }

    /** Takes up what is due again, and looks again at what was closed. */
    void tick(Instant now) {
        while (!paused.isEmpty() && !paused.first().notBefore().isAfter(now)) {
            Work due = paused.first();
            paused.remove(due);
            lanes.add(due);
        }
        lanes.tick(now);
    }

    private void admit(Work work, Instant now) {
        if (work.notBefore().isAfter(now)) {
            paused.add(work);
        } else {
            lanes.add(work);
        }
    }
}
