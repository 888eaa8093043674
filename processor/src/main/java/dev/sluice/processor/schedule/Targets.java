package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.CallEnd.Sign;
import dev.sluice.processor.route.Routing;
import dev.sluice.processor.route.Target;
import dev.sluice.processor.route.Tier;
import java.time.Duration;
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
    /** How often a target whose circuit breaker lets nothing through is looked at again. */
    private static final Duration ANOTHER_LOOK = Duration.ofMillis(20);

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
     * @return where to send it, and {@link #release} must follow; what is closed, while all are
     */
    Passage acquire(Routing.Route route, Optional<String> avoid) {
        return first(route, target -> !avoid.equals(Optional.of(target.endpoint())))
                .or(() -> first(route, target -> avoid.equals(Optional.of(target.endpoint()))))
                .<Passage>map(leave -> leave)
                .orElseGet(() -> closed(route));
    }

    /**
     * A call ended, or was not made after all.
     *
     * @return what may let something through now
     */
    Barrier release(Target target, Sign sign) {
        TargetState state = state(target);
        state.release(sign, clock.instant());
        return state;
    }

    private Passage.Held closed(Routing.Route route) {
        Instant soon = clock.instant().plus(ANOTHER_LOOK);
        Map<Barrier, Instant> barriers = new HashMap<>();
        route.targets()
                .map(this::state)
                .forEach(
                        state ->
                                barriers.put(
                                        state,
                                        state.opensAt().filter(soon::isBefore).orElse(soon)));
        return new Passage.Held(barriers);
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
