package dev.sluice.processor.schedule;

import dev.sluice.processor.limit.Ask;
import dev.sluice.processor.limit.Decision;
import dev.sluice.processor.route.Routing;
import dev.sluice.processor.route.Target;
import dev.sluice.processor.route.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The search for a target for one request, and what stood in its way. */
final class Search {
    /** How often a target whose circuit breaker lets nothing through is looked at again. */
    private static final Duration ANOTHER_LOOK = Duration.ofMillis(20);

    private final TargetStates states;
    private final AdaptiveLimits adaptive;
    private final Gates gates;
    private final Demand demand;
    private final Predicate<Barrier> turnOfOthers;
    private final Instant now;
    private final Map<Barrier, Instant> barriers = new HashMap<>();
    private Optional<Passage> tooLarge = Optional.empty();

    /**
     * @param demand what the call takes of the limits
     * @param turnOfOthers whether others wait at a barrier who come first
     */
    Search(
            TargetStates states,
            AdaptiveLimits adaptive,
            Gates gates,
            Demand demand,
            Predicate<Barrier> turnOfOthers,
            Instant now) {
        this.states = states;
        this.adaptive = adaptive;
        this.gates = gates;
        this.demand = demand;
        this.turnOfOthers = turnOfOthers;
        this.now = now;
    }

    /** The first of a route's targets that are wanted and take the request. */
    Optional<Leave> first(Routing.Route route, Predicate<Target> wanted) {
        for (Tier tier : route.tiers()) {
            List<Target> open = new ArrayList<>();
            for (Target target : tier.targets()) {
                if (wanted.test(target)) {
                    TargetState state = states.of(target);
                    Instant opensAt = state.opensAt(now);
                    if (opensAt.isAfter(now)) {
                        barriers.put(state, opensAt);
                    } else {
                        open.add(target);
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

    /** What holds a request that no target takes. */
    Passage inVain() {
        return barriers.isEmpty() && tooLarge.isPresent()
                ? tooLarge.get()
                : new Passage.Held(barriers);
    }

    /** Smooth weighted round robin: each is owed its weight, whoever is owed most goes, and pays for all. */
    private Optional<Leave> byTurn(List<Target> open) {
        int total = 0;
        for (Target target : open) {
            TargetState state = states.of(target);
            state.turn(state.turn() + target.weight());
            total += target.weight();
        }
        open.sort(Comparator.comparingInt((Target target) -> states.of(target).turn()).reversed());
        for (Target target : open) {
            Optional<Leave> leave = ask(target);
            TargetState state = states.of(target);
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
        TargetState state = states.of(target);
        Optional<AdaptiveLimit> concurrency = adaptive.of(target.endpoint());
        Optional<Barrier> line =
                Optional.<Barrier>of(state)
                        .filter(turnOfOthers)
                        .or(() -> concurrency.<Barrier>map(limit -> limit).filter(turnOfOthers))
                        .or(() -> gates.barriers(ask).stream().filter(turnOfOthers).findFirst());
        if (line.isPresent()) {
            barriers.put(line.get(), Instant.MAX);
            return Optional.empty();
        }
        if (concurrency.isPresent() && !concurrency.get().hasRoom()) {
            barriers.put(concurrency.get(), Instant.MAX);
            return Optional.empty();
        }
        if (!state.acquire()) {
            barriers.put(state, now.plus(ANOTHER_LOOK));
            return Optional.empty();
        }
        Decision decision = gates.acquire(ask);
        if (decision instanceof Decision.Granted granted) {
            Trip trip = new Trip(state.depart(), concurrency.map(AdaptiveLimit::depart).orElse(0L));
            return Optional.of(new Leave(target, state.probing(), granted.grant(), trip));
        }
        state.refrain();
        if (decision instanceof Decision.Held held) {
            barriers.put(new LimitBarrier(held.limit()), gates.opensAt(held.wake()));
        } else {
            tooLarge = Optional.of(new Passage.TooLarge(((Decision.Never) decision).limit()));
        }
        return Optional.empty();
    }
}
