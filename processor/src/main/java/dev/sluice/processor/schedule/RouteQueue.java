package dev.sluice.processor.schedule;

import dev.sluice.processor.route.Routing;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/** The requests that may go the same ways, oldest first. */
final class RouteQueue {
    private final Routing.Route route;
    private final SortedSet<Work> works = new TreeSet<>(Comparator.comparingLong(Work::sequence));

    RouteQueue(Routing.Route route) {
        this.route = route;
    }

    Routing.Route route() {
        return route;
    }

    boolean isEmpty() {
        return works.isEmpty();
    }

    Work oldest() {
        return works.first();
    }

    void add(Work work) {
        works.add(work);
    }

    void remove(Work work) {
        works.remove(work);
    }
}
