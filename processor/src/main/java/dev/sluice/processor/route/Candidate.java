package dev.sluice.processor.route;

import dev.sluice.processor.config.EndpointConfig;

/**
 * An endpoint, as far as routing goes by it.
 *
 * @param name its name
 * @param profile its profile's name
 * @param order its tier
 * @param weight its share among equals
 * @param models what it serves
 * @param ranges what it takes
 */
record Candidate(
        String name, String profile, int order, int weight, Models models, RangeRules ranges) {
    static Candidate of(EndpointConfig endpoint) {
        return new Candidate(
                endpoint.name(),
                endpoint.profile(),
                endpoint.routing().order(),
                endpoint.routing().weight(),
                new Models(endpoint.routing()),
                new RangeRules(endpoint.ranges()));
    }

    Target target(String model) {
        return new Target(name, model, weight);
    }
}
