package dev.sluice.processor.route;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where a request can go. */
public sealed interface Routing {
    /**
     * Some endpoints can serve it.
     *
     * @param tiers at least one, the preferred ones first; a later one is the fallback of those before it
     */
    record Route(List<Tier> tiers) implements Routing {
        /** Keeps its own copy of the tiers. */
        public Route {
            tiers = List.copyOf(tiers);
        }

        /**
         * What is left of the route without some endpoints.
         *
         * @return nothing where no endpoint is left
         */
        public Optional<Route> without(Set<String> endpoints) {
            if (endpoints.isEmpty()) {
                return Optional.of(this);
            }
            List<Tier> left =
                    tiers.stream()
                            .map(tier -> tier.without(endpoints))
                            .flatMap(Optional::stream)
                            .toList();
            return left.isEmpty() ? Optional.empty() : Optional.of(new Route(left));
        }

        /** All targets, the preferred ones first. */
        public Stream<Target> targets() {
            return tiers.stream().flatMap(tier -> tier.targets().stream());
        }
    }

    /**
     * No endpoint serves the model, or the one that the request names does not.
     *
     * @param message one sentence for a person
     */
    record UnknownModel(String message) implements Routing {}

    /**
     * The request names an endpoint that is not configured.
     *
     * @param message one sentence for a person
     */
    record UnknownEndpoint(String message) implements Routing {}

    /**
     * Every endpoint that serves the model documents a range that the request breaks.
     *
     * @param field the field at fault, of the endpoint that would be asked first
     * @param message one sentence for a person, with the field, its range and the endpoint's profile
     */
    record OutOfRange(String field, String message) implements Routing {}
}
