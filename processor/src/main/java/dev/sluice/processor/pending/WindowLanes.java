package dev.sluice.processor.pending;

import dev.sluice.v1.Priority;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lanes of one window. Confined to its stream thread. */
final class WindowLanes {
    private final Map<LaneName, WindowLane> lanes = new HashMap<>();

    /** Those with parked requests, the highest class first. */
    private final Map<Priority, Set<WindowLane>> parked = new EnumMap<>(Priority.class);

    private int parkedLanes;
    private int heldBack;

    /** Those that have requests. */
    Collection<WindowLane> all() {
        return lanes.values();
    }

    /** The lane; null where it has no requests. */
    @Nullable WindowLane find(LaneName name) {
        return lanes.get(name);
    }

    /** The lane, which gets a request now. */
    WindowLane enter(LaneName name) {
        return lanes.computeIfAbsent(name, WindowLane::new);
    }

    /** A request left the lane. */
    void left(WindowLane lane) {
        if (lane.isIdle()) {
            lanes.remove(lane.name());
        }
    }

    /** A request of the lane was parked. */
    void parked(WindowLane lane) {
        if (ofClass(lane).add(lane)) {
            parkedLanes++;
        }
    }

    /** A parked request left the lane. */
    void unparked(WindowLane lane) {
        if (lane.parked() == 0 && ofClass(lane).remove(lane)) {
            parkedLanes--;
        }
        left(lane);
    }

    /** Lanes that have parked requests. */
    int parkedLanes() {
        return parkedLanes;
    }

    /** Lanes that were held back when that was last of interest. */
    int heldBack() {
        return heldBack;
    }

    /** Finds the lanes that are held back. */
    List<WindowLane> findHeldBack() {
        List<WindowLane> found =
                lanes.values().stream().filter(lane -> lane.standing().isHeldBack()).toList();
        heldBack = found.size();
        return found;
    }

    /** Lanes that have parked requests, the highest class first; of each class another one is the first each time. */
    List<WindowLane> inTurn() {
        List<WindowLane> all = new ArrayList<>(parkedLanes);
        List<Priority> classes = new ArrayList<>(parked.keySet());
        Collections.reverse(classes);
        for (Priority priority : classes) {
            Set<WindowLane> some = parked.get(priority);
            if (some != null && !some.isEmpty()) {
                all.addAll(some);
                WindowLane first = some.iterator().next();
                some.remove(first);
                some.add(first);
            }
        }
        return all;
    }

    private Set<WindowLane> ofClass(WindowLane lane) {
        return parked.computeIfAbsent(lane.name().priority(), any -> new LinkedHashSet<>());
    }
}
