package dev.sluice.processor.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Names that anybody may choose who publishes a request, as values of a label: the first so many are told apart, and all others
 * are one. Any thread.
 */
final class Names {
    /** Stands for all that are not told apart. */
    static final String OTHER = "other";

    /** Stands for an empty name, which Prometheus would take for no label. */
    static final String NONE = "none";

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final AtomicInteger free;

    /**
     * @param most how many are told apart
     */
    Names(int most) {
        free = new AtomicInteger(most);
    }

    /** The label's value for a name. */
    String of(String name) {
        if (name.isEmpty()) {
            return NONE;
        }
        if (known.contains(name)) {
            return name;
        }
        if (free.get() <= 0 || free.getAndDecrement() <= 0) {
            return OTHER;
        }
        if (!known.add(name)) {
            free.incrementAndGet();
        }
        return name;
    }
}
