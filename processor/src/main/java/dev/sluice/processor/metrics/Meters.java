package dev.sluice.processor.metrics;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * All that is measured.
 *
 * @param limits how the limits do
 * @param tokens how good the estimates are
 * @param duplicates how many requests came again
 */
public record Meters(LimitMeters limits, TokenMeters tokens, DuplicateMeters duplicates) {
    /** Meters in a registry, which has none of them yet. */
    public static Meters in(MeterRegistry registry) {
        return new Meters(
                new LimitMeters(registry),
                new TokenMeters(registry),
                new DuplicateMeters(registry));
    }
}
