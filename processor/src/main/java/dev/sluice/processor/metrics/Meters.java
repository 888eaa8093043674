package dev.sluice.processor.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/**
 * All that is measured.
 *
 * @param limits how the limits do
 * @param tokens how good the estimates are
 * @param duplicates how many requests came again
 * @param outcomes what requests came to
 * @param use what was used
 * @param calls the calls
 * @param targets where calls may go
 * @param restores how long stores take to be read again
 * @param instance what the instance holds
 */
public record Meters(
        LimitMeters limits,
        TokenMeters tokens,
        DuplicateMeters duplicates,
        OutcomeMeters outcomes,
        UseMeters use,
        CallMeters calls,
        TargetMeters targets,
        RestoreMeters restores,
        InstanceMeters instance) {
    /**
     * Meters in a registry, which has none of them yet.
     *
     * @param clock the time that waits are measured by
     * @param tenants how many tenants are told apart
     * @param models how many models are, of those asked for and of those sent
     */
    public static Meters in(MeterRegistry registry, InstantSource clock, int tenants, int models) {
        return new Meters(
                new LimitMeters(registry),
                new TokenMeters(registry),
                new DuplicateMeters(registry),
                new OutcomeMeters(registry),
                new UseMeters(registry, new Names(tenants), new Names(models)),
                new CallMeters(registry),
                new TargetMeters(registry, new Names(models)),
                new RestoreMeters(registry),
                new InstanceMeters(registry, clock));
    }
}
