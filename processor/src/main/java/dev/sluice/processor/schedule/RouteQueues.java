package dev.sluice.processor.schedule;

import dev.sluice.processor.route.Routing;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The requests that wait for a call, in one queue for each route, so that a route whose endpoints are all closed holds up
 * nobody else. The oldest request goes first among the routes that are not blocked.
 */
final class RouteQueues {
    private final Map<Routing.Route, RouteQueue> queues = new HashMap<>();
    private final SortedSet<RouteQueue> ready =
            new TreeSet<>(Comparator.comparingLong(queue -> queue.oldest().sequence()));
    private final Set<RouteQueue> blocked = new HashSet<>();

    void add(Work work) {
        RouteQueue queue = queues.computeIfAbsent(work.route(), RouteQueue::new);
        // Its place among the others goes by its oldest request.
        if (!queue.isEmpty()) {
            ready.remove(queue);
        }
        queue.add(work);
        if (!blocked.contains(queue)) {
            ready.add(queue);
        }
    }

    void remove(Work work) {
        RouteQueue queue = queues.get(work.route());
        if (queue == null) {
            return;
        }
        if (!queue.isEmpty()) {
            ready.remove(queue);
        }
        queue.remove(work);
        if (queue.isEmpty()) {
            queues.remove(work.route());
            blocked.remove(queue);
        } else if (!blocked.contains(queue)) {
            ready.add(queue);
        }
    }

    /** The queue with the oldest request of those that are not blocked. */
    Optional<RouteQueue> next() {
        return ready.isEmpty() ? Optional.empty() : Optional.of(ready.first());
    }

    /** Sets a queue aside until {@link #unblock}. */
    void block(RouteQueue queue) {
        ready.remove(queue);
        blocked.add(queue);
    }

    /** Every queue gets another chance. */
    void unblock() {
        ready.addAll(blocked);
        blocked.clear();
    }
}
