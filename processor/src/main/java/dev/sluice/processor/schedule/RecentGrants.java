package dev.sluice.processor.schedule;

import dev.sluice.processor.metrics.LimitStatus;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How many requests limits let through within a minute, of what is told of them from time to time. */
final class RecentGrants {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private record Told(Map<LimitStatus.Name, Long> granted, long nanos) {}

    /** The first is the last one that is a minute old, or the oldest. */
    private final Deque<Told> told = new ArrayDeque<>();

    /** How the limits do now. */
    void add(Collection<LimitStatus> limits, long nanos) {
        Map<LimitStatus.Name, Long> granted = new HashMap<>();
        limits.forEach(limit -> granted.put(limit.name(), limit.granted()));
        if (told.isEmpty()) {
            // Limits count from 0.
            told.addLast(new Told(Map.of(), nanos));
        }
        told.addLast(new Told(granted, nanos));
        Told first = told.removeFirst();
        while (!told.isEmpty() && nanos - told.getFirst().nanos() >= MINUTE) {
            first = told.removeFirst();
        }
        told.addFirst(first);
    }

    /** What a limit let through in the last minute, or since it is known. */
    long inLastMinute(LimitStatus.Name limit) {
        if (told.isEmpty()) {
            return 0;
        }
        Long now = told.getLast().granted().get(limit);
        long before = told.getFirst().granted().getOrDefault(limit, 0L);
        // A limit that was taken away and set again counts from 0.
        return now == null ? 0 : now >= before ? now - before : now;
    }
}
