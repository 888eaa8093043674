package dev.sluice.processor.pending;

import dev.sluice.processor.schedule.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what a window has to give up of lanes that are held back: they had filled it before that. */
final class Surplus {
    /** Requests asked for at once. */
    private static final int BATCH = 500;

    /** Those that would go last come first. */
    private static final Comparator<Work> LAST_FIRST =
            Comparator.comparingLong((Work work) -> Deadlines.of(work.subject().request()))
                    .thenComparingLong(work -> work.subject().position().getOffset())
                    .reversed();

    private Surplus() {}

    /** Requests that are to be parked; a call may be out for one of them. */
    static List<Work> of(Window window) {
        Room room = window.room();
        if (!room.isScarce()) {
            return List.of();
        }
        List<WindowLane> lanes = window.lanes().findHeldBack();
        Map<WindowLane, Integer> counts = new HashMap<>();
        for (WindowLane lane : lanes) {
            int count = room.surplus(lane.waiting(), lane.waitingBytes(), lanes.size());
            if (count > 0) {
                counts.put(lane, count);
            }
        }
        return counts.entrySet().stream()
                .flatMap(
                        surplus ->
                                works(window, surplus.getKey()).stream()
                                        .sorted(LAST_FIRST)
                                        .limit(surplus.getValue()))
                .limit(BATCH)
                .toList();
    }

    private static List<Work> works(Window window, WindowLane lane) {
        List<Work> works = new ArrayList<>();
        for (Held held : window.entries()) {
            Work work = held.work();
            if (work != null && held.lane() == lane) {
                works.add(work);
            }
        }
        return works;
    }
}
