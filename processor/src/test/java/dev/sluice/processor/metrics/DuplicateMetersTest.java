package dev.sluice.processor.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class DuplicateMetersTest {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final DuplicateMeters meters = new DuplicateMeters(registry);

    @Test
    void countsByWhatBecameOfThem() {
        meters.rejected();
        meters.rejected();

        assertThat(registry.scrape().lines())
                .contains(
                        "sluice_duplicates_total{action=\"reject\"} 2.0",
                        "sluice_duplicates_total{action=\"drop\"} 0.0");
        meters.dropped();
        assertThat(registry.scrape().lines())
                .contains("sluice_duplicates_total{action=\"drop\"} 1.0");
    }
}
