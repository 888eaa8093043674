package dev.sluice.processor.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The meters of one limit. */
final class LimitRow {
    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();

    /** Read by whoever reads the meters. */
    private volatile LimitStatus status;

    LimitRow(MeterRegistry registry, LimitStatus first) {
        this.registry = registry;
        this.status = first;
        this.tags =
                Tags.of(
                        "limit", first.name().limit(),
                        "scope", first.name().scope(),
                        "dimension", first.name().dimension(),
                        "shadow", Boolean.toString(first.name().shadow()));
        gauge("value", "The limit, in its dimension's unit", LimitStatus::value);
        counter("granted", "Requests that the limit let through", LimitStatus::granted);
        counter(
                "held",
                "How often the limit held a request back, or would have",
                LimitStatus::held);
        gauge("in.use", "Requests that the limit counts and that are out", LimitStatus::inUse);
        gauge("waiting", "Requests that the limit holds back", LimitStatus::waiting);
        gauge(
                "oldest.wait.seconds",
                "How long the request has waited that the limit holds back and that has waited longest",
                LimitStatus::oldestWaitSeconds);
        if (first.utilisation().isPresent()) {
            gauge(
                    "utilisation.ratio",
                    "What is used of the limit, 1 being all",
                    limit -> limit.utilisation().orElse(Double.NaN));
        }
    }

    void update(LimitStatus next) {
        status = next;
    }

    /** The limit is no more. */
    void remove() {
        meters.forEach(registry::remove);
    }

    private void gauge(String name, String description, ToDoubleFunction<LimitStatus> value) {
        meters.add(
                Gauge.builder("sluice.limit." + name, this, row -> value.applyAsDouble(row.status))
                        .description(description)
                        .tags(tags)
                        .register(registry));
    }

    private void counter(String name, String description, ToDoubleFunction<LimitStatus> value) {
        meters.add(
                FunctionCounter.builder(
                                "sluice.limit." + name,
                                this,
                                row -> value.applyAsDouble(row.status))
                        .description(description)
                        .tags(tags)
                        .register(registry));
    }
}
