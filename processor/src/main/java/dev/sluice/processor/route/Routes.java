package dev.sluice.processor.route;

import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.config.NearMatch;
import dev.sluice.v1.ChatRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoints can serve a request, and in which order.
 *
 * <p>An endpoint serves a model by its exact name or by an alias, else by a pattern; one without a list of models serves all of them, as by
 * the pattern {@code *}. Where any endpoint serves the model by name or alias, those that only have a pattern for it are
 * left out. A lower order is preferred; the same order makes equals. A request that names an endpoint goes there or
 * nowhere, and its model must be one of that endpoint's.
 *
 * <p>Safe for several threads, and never blocks.
 */
public final class Routes {
    /** Models' names come from requests: more different ones than this are no real models. */
    private static final int MAX_CACHED = 10_000;

    private record Question(String model, @Nullable String endpoint) {}

    private final SortedMap<String, Candidate> candidates = new TreeMap<>();
    private final Set<String> models = new HashSet<>();
    private final Map<Question, Routing> cache = new ConcurrentHashMap<>();

    private Routes(Collection<EndpointConfig> endpoints) {
        for (EndpointConfig endpoint : endpoints) {
            Candidate candidate = Candidate.of(endpoint);
            candidates.put(endpoint.name(), candidate);
            models.addAll(candidate.models().known());
        }
    }

    /** The routes that these endpoints make. */
    public static Routes of(Collection<EndpointConfig> endpoints) {
        return new Routes(endpoints);
    }

    /**
     * Where a request for a model can go, whatever else the request asks for.
     *
     * @param model the model that is asked for
     * @param endpoint the endpoint that the request names; null where it leaves the choice to us
     * @return a route, or why there is none; never {@link Routing.OutOfRange}
     */
    public Routing find(String model, @Nullable String endpoint) {
        Question question = new Question(model, endpoint);
        Routing known = cache.get(question);
        if (known != null) {
            return known;
        }
        Routing found = endpoint == null ? byModel(model) : byEndpoint(model, endpoint);
        if (cache.size() >= MAX_CACHED) {
            cache.clear();
        }
        cache.put(question, found);
        return found;
    }

    /**
     * Where a request can go: the endpoints that {@link #find(String, String)} finds, without those that document a
     * range which the request breaks.
     */
    public Routing find(ChatRequest request) {
        Routing found = find(request.getModel(), request.getEndpoint());
        if (!(found instanceof Routing.Route route)) {
            return found;
        }
        Map<String, RangeRules.Breach> breaches = breaches(route, request);
        if (breaches.isEmpty()) {
            return route;
        }
        List<Tier> tiers = new ArrayList<>();
        for (Tier tier : route.tiers()) {
            List<Target> left =
                    tier.targets().stream()
                            .filter(target -> !breaches.containsKey(target.endpoint()))
                            .toList();
            if (!left.isEmpty()) {
                tiers.add(new Tier(tier.order(), left));
            }
        }
        return tiers.isEmpty() ? outOfRange(route, breaches) : new Routing.Route(tiers);
    }

    private Map<String, RangeRules.Breach> breaches(Routing.Route route, ChatRequest request) {
        Map<String, RangeRules.Breach> breaches = new HashMap<>();
        for (Tier tier : route.tiers()) {
            for (Target target : tier.targets()) {
                candidate(target)
                        .ranges()
                        .check(request)
                        .ifPresent(breach -> breaches.put(target.endpoint(), breach));
            }
        }
        return breaches;
    }

    private Routing outOfRange(Routing.Route route, Map<String, RangeRules.Breach> breaches) {
        Candidate first = candidate(route.tiers().get(0).targets().get(0));
        RangeRules.Breach breach = breaches.get(first.name());
        if (breach == null) {
            throw new IllegalStateException("a route without targets");
        }
        return new Routing.OutOfRange(
                breach.field(),
                "%s, at the endpoint %s (profile %s)"
                        .formatted(breach.problem(), first.name(), first.profile()));
    }

    private Candidate candidate(Target target) {
        return Objects.requireNonNull(candidates.get(target.endpoint()));
    }

    private Routing byModel(String model) {
        Map<Candidate, String> served = new HashMap<>();
        candidates
                .values()
                .forEach(
                        candidate ->
                                candidate
                                        .models()
                                        .exact(model)
                                        .ifPresent(sent -> served.put(candidate, sent)));
        if (served.isEmpty()) {
            candidates
                    .values()
                    .forEach(
                            candidate ->
                                    candidate
                                            .models()
                                            .byPattern(model)
                                            .ifPresent(sent -> served.put(candidate, sent)));
        }
        return served.isEmpty()
                ? new Routing.UnknownModel(
                        "No endpoint serves the model" + NearMatch.hint(model, models))
                : route(served);
    }

    private Routing byEndpoint(String model, String endpoint) {
        Candidate candidate = candidates.get(endpoint);
        if (candidate == null) {
            return new Routing.UnknownEndpoint(
                    "No endpoint of this name is configured"
                            + NearMatch.hint(endpoint, candidates.keySet()));
        }
        Optional<String> sent =
                candidate.models().exact(model).or(() -> candidate.models().byPattern(model));
        return sent.<Routing>map(name -> route(Map.of(candidate, name)))
                .orElseGet(
                        () ->
                                new Routing.UnknownModel(
                                        "The endpoint %s does not serve the model"
                                                        .formatted(endpoint)
                                                + NearMatch.hint(
                                                        model, candidate.models().known())));
    }

    private static Routing route(Map<Candidate, String> served) {
        SortedMap<Integer, SortedMap<String, Target>> tiers = new TreeMap<>();
        served.forEach(
                (candidate, model) ->
                        tiers.computeIfAbsent(candidate.order(), order -> new TreeMap<>())
                                .put(candidate.name(), candidate.target(model)));
        return new Routing.Route(
                tiers.entrySet().stream()
                        .map(tier -> new Tier(tier.getKey(), List.copyOf(tier.getValue().values())))
                        .toList());
    }
}
