package dev.sluice.processor.schedule;

import dev.sluice.v1.Priority;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The lanes whose first request may be tried. The highest class goes first; within it the tenant that has had the least
 * for its weight; of that tenant's lanes the one whose first request is most urgent. Every operation costs the logarithm
 * of how many there are.
 */
final class ReadyLanes {
    private final SortedMap<Priority, SortedSet<Turn>> classes =
            new TreeMap<>(Comparator.reverseOrder());

    /** Puts in a lane that has requests and is not in. */
    void add(Lane lane) {
        Turn turn = lane.turn();
        if (turn.ready().isEmpty()) {
            turn.share().resume();
            turn.ready().add(lane);
            classes.computeIfAbsent(turn.key().priority(), priority -> new TreeSet<>(Turn.ORDER))
                    .add(turn);
        } else {
            turn.ready().add(lane);
        }
    }

    /** Takes out a lane that is in, before anything about it changes that its place depends on. */
    void remove(Lane lane) {
        Turn turn = lane.turn();
        turn.ready().remove(lane);
        if (turn.ready().isEmpty()) {
            turns(turn.key().priority()).remove(turn);
        }
    }

    /** A request of a tenant was sent. */
    void charge(Turn turn) {
        boolean isIn = !turn.ready().isEmpty();
        if (isIn) {
            turns(turn.key().priority()).remove(turn);
        }
        turn.share().charge();
        if (isIn) {
            turns(turn.key().priority()).add(turn);
        }
    }

    /** The lane whose first request is to be tried next. */
    Optional<Lane> next() {
        for (SortedSet<Turn> turns : classes.values()) {
            if (!turns.isEmpty()) {
                return Optional.of(turns.first().ready().first());
            }
        }
        return Optional.empty();
    }

    private SortedSet<Turn> turns(Priority priority) {
        SortedSet<Turn> turns = classes.get(priority);
        if (turns == null) {
            throw new IllegalStateException("no lane of class " + priority + " is ready");
        }
        return turns;
    }
}
