package dev.sluice.processor.config;

import java.util.List;
import java.util.Map;

/**
 * Which requests an endpoint serves.
 *
 * @param models models it serves: names, or patterns in which {@code *} stands for any characters; none: every model
 * @param aliases the model that is sent, by the model that is asked for
 * @param weight its share of requests among equals, 1 to 1,000
 * @param order a lower order is preferred, a higher one is the fallback; 1 to 100
 */
public record RoutingConfig(
        List<String> models, Map<String, String> aliases, int weight, int order) {
    /** Keeps its own copies of the collections. */
    public RoutingConfig {
        models = List.copyOf(models);
        aliases = Map.copyOf(aliases);
    }
}
