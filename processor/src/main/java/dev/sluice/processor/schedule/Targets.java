package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.CallEnd.Sign;
import dev.sluice.processor.dispatch.CallEnd.Spent;
import dev.sluice.processor.limit.Ask;
import dev.sluice.processor.limit.Decision;
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
 * Chooses where a request goes: the first tier that has an open target whose limits have room, and among equals by
 * weight. Belongs to the scheduler's thread.
 */
final class Targets {
    /** How often a target whose circuit breaker lets nothing through is looked at again. */
    private static final Duration ANOTHER_LOOK = Duration.ofMillis(20);

    /** Models' names may come from requests; states of more targets than this are looked through for idle ones. */
    private static final int MANY = 10_000;

    private record Key(String endpoint, String model) {}

    private final Map<Key, TargetState> states = new HashMap<>();
    private final Breakers breakers;
    private final Gates gates;
    private final InstantSource clock;

    Targets(Breakers breakers, Gates gates, InstantSource clock) {
        this.breakers = breakers;
        this.gates = gates;
        this.clock = clock;
    }

    /**
     * Takes leave for one call.
     *
     * @param avoid the endpoint where the last call failed: it comes last
     * @param demand what the call takes of the limits
     * @param turnOfOthers whether others wait at a barrier who come first: a small request must not take what is being
     *     saved up for a large one
     * @return where to send it, and {@link #release} or {@link #cancel} must follow; else what holds it
     */
    Passage acquire(
            Routing.Route route,
            Optional<String> avoid,
            Demand demand,
            Predicate<Barrier> turnOfOthers) {
        Search search = new Search(demand, turnOfOthers, clock.instant());
        return search.first(route, target -> !avoid.equals(Optional.of(target.endpoint())))
                .or(
                        () ->
                                search.first(
                                        route,
                                        target -> avoid.equals(Optional.of(target.endpoint()))))
                .<Passage>map(leave -> leave)
                .orElseGet(search::inVain);
    }

    /**
     * A call ended.
     *
     * @return what may let something through now
     */
    List<Barrier> release(Leave leave, Sign sign, Spent spent) {
        List<Barrier> opened = new ArrayList<>(gates.release(leave.grant(), spent));
        opened.add(release(leave.target(), sign));
        return opened;
    }

    /**
     * A call was not made after all.
     *
     * @return what may let something through now
     */
    List<Barrier> cancel(Leave leave) {
        List<Barrier> opened = new ArrayList<>(gates.cancel(leave.grant()));
        opened.add(release(leave.target(), Sign.NONE));
        return opened;
    }

    Barrier release(Target target, Sign sign) {
        TargetState state = state(target);
        state.release(sign, clock.instant());
        return state;
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
        TargetState made = new TargetState(target.endpoint(), breakers.make(target));
        states.put(key, made);
        return made;
    }

    /** The search for a target for one request, and what stood in its way. */
    private final class Search {
        private final Demand demand;
        private final Predicate<Barrier> turnOfOthers;
        private final Instant now;
        private final Map<Barrier, Instant> barriers = new HashMap<>();
        private Optional<Passage> tooLarge = Optional.empty();

        Search(Demand demand, Predicate<Barrier> turnOfOthers, Instant now) {
            this.demand = demand;
            this.turnOfOthers = turnOfOthers;
            this.now = now;
        }

        Optional<Leave> first(Routing.Route route, Predicate<Target> wanted) {
            for (Tier tier : route.tiers()) {
                List<Target> open = new ArrayList<>();
                for (Target target : tier.targets()) {
                    if (wanted.test(target)) {
                        TargetState state = state(target);
                        if (state.gateOpen(now)) {
                            open.add(target);
                        } else {
                            barriers.put(state, state.opensAt());
                        }
                    }
                }
                Optional<Leave> chosen = byTurn(open);
                if (chosen.isPresent()) {
                    return chosen;
                }
            }
            return Optional.empty();
        }

        Passage inVain() {
            return barriers.isEmpty() && tooLarge.isPresent()
                    ? tooLarge.get()
                    : new Passage.Held(barriers);
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
                Optional<Leave> leave = ask(target);
                TargetState state = state(target);
                if (leave.isPresent()) {
                    state.turn(state.turn() - total);
                    return leave;
                }
                // A target that is closed saves nothing up.
                state.turn(0);
            }
            return Optional.empty();
        }

        private Optional<Leave> ask(Target target) {
            Ask ask = demand.at(target);
            Optional<Barrier> line = gates.barriers(ask).stream().filter(turnOfOthers).findFirst();
            if (line.isPresent()) {
                barriers.put(line.get(), Instant.MAX);
                return Optional.empty();
            }
            TargetState state = state(target);
            if (!state.acquire()) {
                barriers.put(state, now.plus(ANOTHER_LOOK));
                return Optional.empty();
            }
            Decision decision = gates.acquire(ask);
            if (decision instanceof Decision.Granted granted) {
                return Optional.of(new Leave(target, state.probing(), granted.grant()));
            }
            state.release(Sign.NONE, now);
            if (decision instanceof Decision.Held held) {
                barriers.put(new LimitBarrier(held.limit()), gates.opensAt(held.wake()));
            } else {
                tooLarge = Optional.of(new Passage.TooLarge(((Decision.Never) decision).limit()));
            }
            return Optional.empty();
        }
    }
}
