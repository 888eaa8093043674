package dev.sluice.processor.metrics;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.List;

/** Meters, and what readers see of them. */
final class MetersFixture {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private long now;
    final Meters meters = Meters.in(registry, () -> Instant.ofEpochMilli(now), 2, 1);

    void now(long millis) {
        now = millis;
    }

    /** Lines of a scrape with this beginning. */
    List<String> lines(String beginning) {
        return registry.scrape().lines().filter(line -> line.startsWith(beginning)).toList();
    }
}
