package dev.sluice.processor.metrics;

import dev.sluice.processor.metrics.TargetStatus.Breaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/** The meters of one endpoint and model. */
final class TargetRow {
    private final MeterRegistry registry;
    private final List<Meter> meters = new ArrayList<>();

    /** Read by whoever reads the meters. */
    private volatile Breaker breaker = Breaker.CLOSED;

    private volatile double closedSeconds;

    TargetRow(MeterRegistry registry, String endpoint, String model) {
        this.registry = registry;
        Tags tags = Tags.of("endpoint", endpoint, "model", model);
        for (Breaker state : Breaker.values()) {
            meters.add(
                    Gauge.builder("sluice.breaker.state", () -> breaker == state ? 1 : 0)
                            .description("1 for the state that the circuit breaker is in")
                            .tags(tags.and("state", state.label()))
                            .register(registry));
        }
        meters.add(
                Gauge.builder("sluice.gate.closed.seconds", () -> closedSeconds)
                        .description(
                                "For how long nothing is sent because the endpoint asked for it")
                        .tags(tags)
                        .register(registry));
    }

    void update(TargetStatus status) {
        breaker = status.breaker();
        closedSeconds = status.closedSeconds();
    }

    /** Nothing is known of it any more. */
    void remove() {
        meters.forEach(registry::remove);
    }
}
