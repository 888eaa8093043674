package dev.sluice.processor.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was used, by tenant, and by endpoint and model. Not by all three: that is what the totals of usage are for. Any
 * thread.
 */
public final class UseMeters {
    private record Target(String endpoint, String model) {}

    private final MeterRegistry registry;
    private final Names tenants;
    private final Names models;
    private final Map<String, UseRow> byTenant = new ConcurrentHashMap<>();
    private final Map<Target, UseRow> byTarget = new ConcurrentHashMap<>();

    UseMeters(MeterRegistry registry, Names tenants, Names models) {
        this.registry = registry;
        this.tenants = tenants;
        this.models = models;
    }

    /**
     * More was used.
     *
     * @param tenant whose it is; empty where that could not be read
     * @param model the model that was asked for
     * @param endpoint the endpoint's name; empty where nothing was sent: then the model, which may be none at all, does not
     *     count
     */
    public void add(String tenant, String model, String endpoint, Use use) {
        byTenant.computeIfAbsent(tenants.of(tenant), this::tenant).add(use);
        if (!endpoint.isEmpty()) {
            byTarget.computeIfAbsent(new Target(endpoint, models.of(model)), this::target).add(use);
        }
    }

    private UseRow tenant(String name) {
        return new UseRow(registry, "sluice.tenant.", Tags.of("tenant", name));
    }

    private UseRow target(Target target) {
        return new UseRow(
                registry,
                "sluice.model.",
                Tags.of("endpoint", target.endpoint(), "model", target.model()));
    }
}
