package dev.sluice.processor.schedule;

import dev.sluice.v1.Priority;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * The requests that wait for a call, in the order in which they are to be sent: a lane for all that the same holds for,
 * ready to be tried or held back. What holds one lane back costs the others nothing.
 */
final class Lanes {
    private final ToIntFunction<String> weights;
    private final InstantSource clock;
    private final Map<Lane.Key, Lane> lanes = new HashMap<>();
    private final Map<Turn.Key, Turn> turns = new HashMap<>();
    private final Map<Priority, Shares> ofAll = new HashMap<>();
    private final ReadyLanes ready = new ReadyLanes();
    private final HeldLanes held;

    /**
     * @param weights a tenant's weight, 1 to 1,000
     */
    Lanes(ToIntFunction<String> weights, InstantSource clock) {
        this.weights = weights;
        this.held = new HeldLanes(weights);
        this.clock = clock;
    }

    void add(Work work) {
        Lane lane = lanes.computeIfAbsent(key(work), this::open);
        work.lane(lane);
        work.standing().waitsIn(lane);
        work.waits().enter(lane.heldTimes(), clock.millis());
        if (held.contains(lane)) {
            lane.add(work);
            if (lane.head() == work) {
                held.move(lane);
            }
            return;
        }
        if (!lane.isEmpty()) {
            ready.remove(lane);
        }
        lane.add(work);
        ready.add(lane);
    }

    /** Takes out a request; nothing happens to one that is not in. */
    void remove(Work work) {
        Lane lane = work.lane();
        if (lane == null) {
            return;
        }
        work.lane(null);
        work.waits().leave(lane.heldTimes(), clock.millis());
        boolean isHeld = held.contains(lane);
        if (!isHeld) {
            ready.remove(lane);
        }
        boolean wasHead = lane.head() == work;
        lane.remove(work);
        if (lane.isEmpty()) {
            held.remove(lane);
            close(lane);
            passOn(lane);
        } else if (!isHeld) {
            ready.add(lane);
        } else if (wasHead) {
            held.move(lane);
        }
    }

    /** The lane whose first request is to be tried next. */
    Optional<Lane> next() {
        return ready.next();
    }

    /** A lane's first request is on its way: it leaves, and whoever waited behind its lane for the same thing is next. */
    void sent(Lane lane) {
        ready.charge(lane.turn());
        Barrier leftBy = lane.leftBy();
        if (leftBy != null) {
            held.charge(leftBy, lane);
        }
        remove(lane.head());
        if (!lane.isEmpty()) {
            lane.status(Lane.Status.READY);
        }
        passOn(lane);
    }

    /**
     * A lane's first request may not go.
     *
     * @param barriers what holds it, and when each is worth another look at the earliest; {@link Instant#MAX} where
     *     {@link #opened} will be called
     */
    void hold(Lane lane, Map<Barrier, Instant> barriers) {
        ready.remove(lane);
        held.hold(lane, barriers);
        lane.status(Lane.Status.HELD);
        lane.heldTimes().begin(cause(barriers.keySet()), clock.millis());
        Barrier leftBy = lane.leftBy();
        if (leftBy != null && barriers.containsKey(leftBy)) {
            // It opened in vain: nobody else need try.
            lane.leftBy(null);
        } else {
            passOn(lane);
        }
    }

    /** Whether others wait at a barrier who come before a lane. */
    boolean isBehind(Lane lane, Barrier barrier) {
        return held.isBehind(lane, barrier);
    }

    /** Looks at each line at a barrier, and at each lane in it. */
    void lines(LineVisitor visitor) {
        held.lines(visitor);
    }

    /** Looks at each lane. */
    void each(Consumer<Lane> visitor) {
        lanes.values().forEach(visitor);
    }

    /** A barrier lets something through: the first in its line is to be tried. */
    void opened(Barrier barrier) {
        held.first(barrier)
                .ifPresent(
                        lane -> {
                            lane.heldTimes().end(clock.millis());
                            lane.leftBy(barrier);
                            ready.add(lane);
                        });
    }

    /** Barriers whose time has come let something through. */
    void tick(Instant now) {
        Optional<Barrier> barrier = held.opened(now);
        while (barrier.isPresent()) {
            opened(barrier.get());
            barrier = held.opened(now);
        }
        held.forget();
    }

    /** Of several the one that is named first, so that the same is always told of the same. */
    private static Cause cause(Set<Barrier> barriers) {
        return barriers.stream()
                .map(Barrier::cause)
                .min(Comparator.comparing(Cause::scope).thenComparing(Cause::dimension))
                .orElseThrow();
    }

    /** A lane did with the barrier that let it out what it could; the next in that line is to be tried. */
    private void passOn(Lane lane) {
        Barrier barrier = lane.leftBy();
        if (barrier != null) {
            lane.leftBy(null);
            opened(barrier);
        }
    }

    private static Lane.Key key(Work work) {
        var request = work.subject().request();
        return new Lane.Key(
                new Turn.Key(request.getPriority(), request.getTenant()),
                request.getModel(),
                work.route());
    }

    private Lane open(Lane.Key key) {
        Turn turn = turns.computeIfAbsent(key.turn(), this::turn);
        turn.lanes(turn.lanes() + 1);
        return new Lane(key, turn);
    }

    private void close(Lane lane) {
        Turn turn = lane.turn();
        String tenant = turn.key().tenant();
        lanes.remove(lane.key());
        lane.status(Lane.Status.EMPTY);
        turn.lanes(turn.lanes() - 1);
        if (turn.lanes() == 0) {
            turns.remove(turn.key());
            ofAll(turn.key()).drop(tenant);
        }
    }

    private Turn turn(Turn.Key key) {
        return new Turn(key, ofAll(key).take(key.tenant()));
    }

    private Shares ofAll(Turn.Key key) {
        return ofAll.computeIfAbsent(key.priority(), priority -> new Shares(weights));
    }
}
