package dev.sluice.processor.route;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Equals: whichever is free may serve the request, by weight.
 *
 * @param order the order that they are configured with; 1 to 100
 * @param targets at least one, sorted by endpoint
 */
public record Tier(int order, List<Target> targets) {
    /** Keeps its own copy of the targets. */
    public Tier {
        targets = List.copyOf(targets);
    }

    Optional<Tier> without(Set<String> endpoints) {
        List<Target> left =
                targets.stream().filter(target -> !endpoints.contains(target.endpoint())).toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(new Tier(order, left));
    }
}
