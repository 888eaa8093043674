package dev.sluice.processor.schedule;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** For how long a lane was held, by cause. Times are in milliseconds. */
final class HeldTimes {
    private final Map<Cause, Long> ended = new HashMap<>();
    private @Nullable Cause current;
    private long since;

    /** It is held. */
    void begin(Cause cause, long now) {
        current = cause;
        since = now;
    }

    /** It is let out; nothing happens if it was not held. */
    void end(long now) {
        if (current != null) {
            ended.merge(current, now - since, Long::sum);
            current = null;
        }
    }

    /** By what it is held now, if it is. */
    Optional<Cause> current() {
        return Optional.ofNullable(current);
    }

    /** All until now. */
    Map<Cause, Long> totals(long now) {
        if (current == null && ended.isEmpty()) {
            return Map.of();
        }
        Map<Cause, Long> totals = new HashMap<>(ended);
        if (current != null) {
            totals.merge(current, now - since, Long::sum);
        }
        return totals;
    }
}
