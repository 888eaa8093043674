package dev.sluice.processor.schedule;

import dev.sluice.processor.config.EndpointConfig;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The limits that follow how endpoints do, of those endpoints that have one. */
final class AdaptiveLimits {
    private final Map<String, AdaptiveLimit> limits = new HashMap<>();

    AdaptiveLimits(Collection<EndpointConfig> endpoints) {
        for (EndpointConfig endpoint : endpoints) {
            endpoint.adaptiveConcurrency()
                    .ifPresent(
                            config ->
                                    limits.put(
                                            endpoint.name(),
                                            new AdaptiveLimit(endpoint.name(), config)));
        }
    }

    Optional<AdaptiveLimit> of(String endpoint) {
        return Optional.ofNullable(limits.get(endpoint));
    }
}
