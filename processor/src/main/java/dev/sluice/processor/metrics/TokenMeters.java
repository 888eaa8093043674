package dev.sluice.processor.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How the tokens that were reserved for calls compare with those that endpoints reported. Any thread. */
public final class TokenMeters {
    /** Half and double orders of magnitude, up to the longest contexts that are sold. */
    private static final double[] TOKENS = {
        10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000
    };

    /** Fine around 1, and wide above it, where the length of an answer was not asked for. */
    private static final double[] RATIOS = {
        0.25, 0.5, 0.75, 0.9, 0.95, 1, 1.05, 1.1, 1.25, 1.5, 2, 3, 5, 10, 30, 100
    };

    private record Summaries(
            DistributionSummary estimated, DistributionSummary actual, DistributionSummary ratio) {}

    private final MeterRegistry registry;
    private final Map<String, Summaries> endpoints = new ConcurrentHashMap<>();

    /**
     * Knows no call yet.
     *
     * @param registry where the meters are
     */
    public TokenMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * A call is settled.
     *
     * @param endpoint the name of the endpoint, as configured
     * @param estimated tokens that were reserved, at least 0
     * @param actual tokens that the endpoint reported, at least 0; a call of none has no ratio
     */
    public void settled(String endpoint, long estimated, long actual) {
        Summaries summaries = endpoints.computeIfAbsent(endpoint, this::summaries);
        summaries.estimated().record((double) estimated);
        summaries.actual().record((double) actual);
        if (actual > 0) {
            summaries.ratio().record((double) estimated / actual);
        }
    }

    private Summaries summaries(String endpoint) {
        return new Summaries(
                summary(
                        endpoint,
                        "estimated",
                        "Tokens that were reserved for a call",
                        "tokens",
                        TOKENS),
                summary(
                        endpoint,
                        "actual",
                        "Tokens that the endpoint reported of a call",
                        "tokens",
                        TOKENS),
                summary(
                        endpoint,
                        "estimate",
                        "Tokens that were reserved for a call, divided by those that the endpoint reported",
                        "ratio",
                        RATIOS));
    }

    private DistributionSummary summary(
            String endpoint, String name, String description, String unit, double[] buckets) {
        return DistributionSummary.builder("sluice.call." + name)
                .description(description)
                .baseUnit(unit)
                .serviceLevelObjectives(buckets)
                .tag("endpoint", endpoint)
                .register(registry);
    }
}
