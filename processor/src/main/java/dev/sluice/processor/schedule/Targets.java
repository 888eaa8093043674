package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.CallEnd.Sign;
import dev.sluice.processor.route.Routing;
import dev.sluice.processor.route.Target;
import dev.sluice.processor.route.Tier;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Chooses where a request goes: the first tier that has an open target, and among equals by weight. Belongs to the
 * scheduler's thread.
 */
final class Targets {
    /** Models' names may come from requests; states of more targets than this are looked through for idle ones. */
    private static final int MANY = 10_000;

    private record Key(String endpoint, String model) {}

    private final Map<Key, TargetState> states = new HashMap<>();
    private final Breakers breakers;
    private final InstantSource clock;

    Targets(Breakers breakers, InstantSource clock) {
        this.breakers = breakers;
        this.clock = clock;
    }

    /**
     * Takes leave for one call.
     *
     * @param avoid the endpoint where the last call failed: it comes last
     * @return where to send it, and {@link #release} must follow; nothing while all are closed
     */
    Optional<Leave> acquire(Routing.Route route, Optional<String> avoid) {
        if (avoid.isEmpty()) {
            return first(route, target -> true);
        }
        String last = avoid.get();
        return first(route, target -> !target.endpoint().equals(last))
                .or(() -> first(route, target -> target.endpoint().equals(last)));
    }

    /** A call ended, or was not made after all. */
    void release(Target target, Sign sign) {
        state(target).release(sign, clock.instant());
    }

    private Optional<Leave> first(Routing.Route route, Predicate<Target> wanted) {
        Instant now = clock.instant();
        for (Tier tier : route.tiers()) {
            List<Target> open = new ArrayList<>();
            for (Target target : tier.targets()) {
                if (wanted.test(target) && state(target).gateOpen(now)) {
                    open.add(target);
                }
            }
            Optional<Leave> chosen = byTurn(open);
            if (chosen.isPresent()) {
                return chosen;
            }
        }
        return Optional.empty();
    }

    /** Smooth weighted round robin: each is owed its weight, whoever is owed most goes, and pays for all. */
    private Optional<Leave> byTurn(List<Target> open) {
        int total = 0;
        for (Target target : open) {
            TargetState state = state(target);
            state.turn(state.turn() + target.weight());
            total += target.weight();
        }
        open.sort(Comparator.comparingInt((Target target) -> state(target).turn()).reversed());
        for (Target target : open) {
            TargetState state = state(target);
            if (state.acquire()) {
                state.turn(state.turn() - total);
                return Optional.of(new Leave(target, state.probing()));
            }
            // A target that is closed saves nothing up.
            state.turn(0);
        }
        return Optional.empty();
    }

    private TargetState state(Target target) {
        Key key = new Key(target.endpoint(), target.model());
        TargetState known = states.get(key);
        if (known != null) {
            return known;
        }
        if (states.size() >= MANY) {
            Instant now = clock.instant();
            states.values().removeIf(state -> state.forgettable(now));
        }
        TargetState made = new TargetState(breakers.make(target));
        states.put(key, made);
        return made;
    }
}
