package dev.sluice.processor.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The calls, by endpoint. Any thread. */
public final class CallMeters {
    private final MeterRegistry registry;
    private final Map<String, EndpointMeters> endpoints = new ConcurrentHashMap<>();

    /**
     * Knows no endpoint yet.
     *
     * @param registry where the meters are
     */
    public CallMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Those of one endpoint. */
    public EndpointMeters of(String endpoint) {
        return endpoints.computeIfAbsent(endpoint, name -> new EndpointMeters(registry, name));
    }

    /** So many more calls to an endpoint are on no outcome; fewer, where one turned up. */
    public void lost(String endpoint, long more) {
        of(endpoint).lost(more);
    }
}
