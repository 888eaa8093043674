package dev.sluice.processor.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How many requests came again. Any thread. */
public final class DuplicateMeters {
    private final Counter rejected;
    private final Counter dropped;

    /**
     * Has counted none.
     *
     * @param registry where the meters are
     */
    public DuplicateMeters(MeterRegistry registry) {
        rejected = counter(registry, "reject");
        dropped = counter(registry, "drop");
    }

    /** One ended as a failure. */
    public void rejected() {
        rejected.increment();
    }

    /** One ended without an outcome. */
    public void dropped() {
        dropped.increment();
    }

    private static Counter counter(MeterRegistry registry, String action) {
        return Counter.builder("sluice.duplicates")
                .description("Requests whose id their tenant had used before")
                .tag("action", action)
                .register(registry);
    }
}
