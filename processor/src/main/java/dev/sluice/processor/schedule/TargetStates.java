package dev.sluice.processor.schedule;

import dev.sluice.processor.metrics.TargetStatus;
import dev.sluice.processor.route.Target;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is known of the targets that calls went to. */
final class TargetStates {
    /** Models' names may come from requests; states of more targets than this are looked through for idle ones. */
    private static final int MANY = 10_000;

    private record Key(String endpoint, String model) {}

    private final Map<Key, TargetState> states = new HashMap<>();
    private final Breakers breakers;
    private final InstantSource clock;

    TargetStates(Breakers breakers, InstantSource clock) {
        this.breakers = breakers;
        this.clock = clock;
    }

    /** How all of them stand. */
    List<TargetStatus> statuses() {
        Instant now = clock.instant();
        return states.values().stream().map(state -> state.status(now)).toList();
    }

    TargetState of(Target target) {
        Key key = new Key(target.endpoint(), target.model());
        TargetState known = states.get(key);
        if (known != null) {
            return known;
        }
        if (states.size() >= MANY) {
            Instant now = clock.instant();
            states.values().removeIf(state -> state.forgettable(now));
        }
        TargetState made = new TargetState(target, breakers.make(target));
        states.put(key, made);
        return made;
    }
}
