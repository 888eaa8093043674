package dev.sluice.localstack.endpoint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * The most tokens in any window of a minute that begins at a whole hundredth of a second. The tokens of a request count
 * when it arrived, though they are known only when it is answered. Safe for several threads.
 */
final class TokenWindow {

    private static final long SLOT_MILLIS = 10;
    private static final long SLOTS = 60_000 / SLOT_MILLIS;

    /** Answers that take longer than ten minutes may be missing in the windows of that time. */
    private static final long KEPT = 10 * SLOTS;

    private final TreeMap<Long, Long> slots = new TreeMap<>();
    private long peak;

    /** A request was answered that had arrived then. */
    synchronized void add(long arrivedMillis, long tokens) {
        slots.merge(Math.floorDiv(arrivedMillis, SLOT_MILLIS), tokens, Long::sum);
        if (slots.lastKey() - slots.firstKey() > 2 * KEPT) {
            look();
            slots.headMap(slots.lastKey() - KEPT).clear();
        }
    }

    /** The tokens of the fullest window so far. */
    synchronized long peak() {
        look();
        return peak;
    }

    private void look() {
        Deque<Map.Entry<Long, Long>> minute = new ArrayDeque<>();
        long sum = 0;
        for (Map.Entry<Long, Long> newest : slots.entrySet()) {
            minute.add(newest);
            sum += newest.getValue();
            while (minute.getFirst().getKey() <= newest.getKey() - SLOTS) {
                sum -= minute.removeFirst().getValue();
            }
            peak = Math.max(peak, sum);
        }
    }
}
