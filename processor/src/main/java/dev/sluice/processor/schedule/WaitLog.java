package dev.sluice.processor.schedule;

import dev.sluice.v1.Waited;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one request waited for. Its lane knows what held that; the rest of the time it waited for its turn. */
final class WaitLog {
    private final Map<Cause, Long> millis = new HashMap<>();
    private Map<Cause, Long> heldBefore = Map.of();
    private long enteredAt;

    /** It comes to a lane. */
    void enter(HeldTimes lane, long now) {
        heldBefore = lane.totals(now);
        enteredAt = now;
    }

    /** When it came to its lane, in milliseconds since the epoch. */
    long enteredAt() {
        return enteredAt;
    }

    /** It leaves the lane, to be sent or for good. */
    void leave(HeldTimes lane, long now) {
        long turn = now - enteredAt;
        for (Map.Entry<Cause, Long> held : lane.totals(now).entrySet()) {
            long time = held.getValue() - heldBefore.getOrDefault(held.getKey(), 0L);
            add(held.getKey(), time);
            turn -= time;
        }
        add(Cause.INSTANCE, turn);
    }

    /** All so far, longest first; nothing that lasted less than a millisecond. */
    List<Waited> all() {
        if (millis.isEmpty()) {
            return List.of();
        }
        return millis.entrySet().stream()
                .sorted(Map.Entry.<Cause, Long>comparingByValue(Comparator.reverseOrder()))
                .map(
                        entry ->
                                new Waited(
                                        entry.getKey().scope(),
                                        entry.getKey().dimension(),
                                        entry.getValue()))
                .toList();
    }

    /** It waited for so many milliseconds. */
    void add(Cause cause, long time) {
        if (time > 0) {
            millis.merge(cause, time, Long::sum);
        }
    }
}
