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

    /**
     * Fine around 100, and wide above it, where the length of an answer was not asked for. In percent, as histograms round
     * up to whole numbers.
     */
    private static final double[] PERCENT = {
        25, 50, 75, 90, 95, 100, 105, 110, 125, 150, 200, 300, 500, 1_000, 3_000, 10_000
    };

    private record Summaries(
            DistributionSummary estimated,
            DistributionSummary actual,
            DistributionSummary percent) {}

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
     * @param actual tokens that the endpoint reported, at least 0; a call of none has no percentage
     */
    public void settled(String endpoint, long estimated, long actual) {
        Summaries summaries = endpoints.computeIfAbsent(endpoint, this::summaries);
        summaries.estimated().record((double) estimated);
        summaries.actual().record((double) actual);
        if (actual > 0) {
            summaries.percent().record(100.0 * estimated / actual);
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
                        "Tokens that were reserved for a call, in percent of those that the endpoint reported",
                        "percent",
                        PERCENT));
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
