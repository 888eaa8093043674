package dev.sluice.processor.config;

import java.util.Map;

/**
 * Who goes first among requests that wait.
 *
 * @param ordering whether requests of one key go one after the other
 * @param weights by tenant, 1 to 1,000: the share of those that have requests waiting; whoever is not in it has
 *     {@value #STANDARD_WEIGHT}
 * @param shareLimits whether limits hold for all instances together; otherwise each counts for itself
 */
public record SchedulingConfig(
        Ordering ordering, Map<String, Integer> weights, boolean shareLimits) {
    private static final int STANDARD_WEIGHT = 1;

    /** Whether the order of requests means something. */
    public enum Ordering {
        /** It does not: requests of one key may be out at the same time. */
        NONE,
        /** Requests of one record key go one at a time, in the order of the log. */
        KEY
    }

    /** Keeps its own copy of the map. */
    public SchedulingConfig {
        weights = Map.copyOf(weights);
    }

    /** The weight of a tenant. */
    public int weight(String tenant) {
        return weights.getOrDefault(tenant, STANDARD_WEIGHT);
    }
}
