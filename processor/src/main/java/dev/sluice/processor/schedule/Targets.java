package dev.sluice.processor.schedule;

import dev.sluice.processor.config.BreakerConfig;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.dispatch.CallEnd.Sign;
import dev.sluice.processor.dispatch.CallEnd.Spent;
import dev.sluice.processor.metrics.TargetStatus;
import dev.sluice.processor.route.Routing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
    private final TargetStates states;
    private final AdaptiveLimits adaptive;
    private final Gates gates;
    private final InstantSource clock;

    Targets(Breakers breakers, AdaptiveLimits adaptive, Gates gates, InstantSource clock) {
        this.states = new TargetStates(breakers, clock);
        this.adaptive = adaptive;
        this.gates = gates;
        this.clock = clock;
    }

    /**
     * The targets at endpoints, each with its circuit breakers and limits.
     *
     * @param endpoints the configuration by endpoint
     */
    static Targets of(Map<String, EndpointConfig> endpoints, Gates gates, InstantSource clock) {
        Map<String, BreakerConfig> breakers = new HashMap<>();
        endpoints.forEach((name, endpoint) -> breakers.put(name, endpoint.breaker()));
        return new Targets(
                new Breakers(breakers, clock),
                new AdaptiveLimits(endpoints.values()),
                gates,
                clock);
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
        Search search = new Search(states, adaptive, gates, demand, turnOfOthers, clock.instant());
        return search.first(route, target -> !avoid.equals(Optional.of(target.endpoint())))
                .or(
                        () ->
                                search.first(
                                        route,
                                        target -> avoid.equals(Optional.of(target.endpoint()))))
                .<Passage>map(leave -> leave)
                .orElseGet(search::inVain);
    }

    /** How those stand that calls went to. */
    List<TargetStatus> statuses() {
        return states.statuses();
    }

    /**
     * A call ended. Only the first time counts.
     *
     * @return what may let something through now
     */
    List<Barrier> release(Leave leave, Sign sign, Spent spent) {
        if (!leave.trip().end()) {
            return List.of();
        }
        Instant now = clock.instant();
        List<Barrier> opened = new ArrayList<>(gates.release(leave.grant(), spent));
        TargetState state = states.of(leave.target());
        state.release(leave.trip().atTarget(), sign, now);
        opened.add(state);
        adaptive.of(leave.target().endpoint())
                .ifPresent(
                        limit -> {
                            limit.release(leave.trip().atEndpoint(), sign, now);
                            opened.add(limit);
                        });
        return opened;
    }

    /**
     * A call was not made after all. Only the first time counts, and none after {@link #release}.
     *
     * @return what may let something through now
     */
    List<Barrier> cancel(Leave leave) {
        if (!leave.trip().end()) {
            return List.of();
        }
        List<Barrier> opened = new ArrayList<>(gates.cancel(leave.grant()));
        TargetState state = states.of(leave.target());
        state.cancel(leave.trip().atTarget());
        opened.add(state);
        adaptive.of(leave.target().endpoint())
                .ifPresent(
                        limit -> {
                            limit.cancel();
                            opened.add(limit);
                        });
        return opened;
    }
}
