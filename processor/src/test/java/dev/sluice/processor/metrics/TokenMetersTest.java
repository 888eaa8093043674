package dev.sluice.processor.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class TokenMetersTest {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final TokenMeters meters = new TokenMeters(registry);

    @Test
    void eachCallGoesToTheBucketsOfItsTokensAndItsPercentage() {
        meters.settled("near", 400, 200);
        meters.settled("near", 85, 100);
        meters.settled("far", 10, 10);

        assertThat(registry.scrape().lines())
                .contains(
                        "sluice_call_estimated_tokens_bucket{endpoint=\"near\",le=\"100.0\"} 1",
                        "sluice_call_estimated_tokens_bucket{endpoint=\"near\",le=\"1000.0\"} 2",
                        "sluice_call_estimated_tokens_sum{endpoint=\"near\"} 485.0",
                        "sluice_call_actual_tokens_bucket{endpoint=\"near\",le=\"100.0\"} 1",
                        "sluice_call_actual_tokens_sum{endpoint=\"near\"} 300.0",
                        "sluice_call_estimate_percent_bucket{endpoint=\"near\",le=\"75.0\"} 0",
                        "sluice_call_estimate_percent_bucket{endpoint=\"near\",le=\"90.0\"} 1",
                        "sluice_call_estimate_percent_bucket{endpoint=\"near\",le=\"150.0\"} 1",
                        "sluice_call_estimate_percent_bucket{endpoint=\"near\",le=\"200.0\"} 2",
                        "sluice_call_estimate_percent_count{endpoint=\"far\"} 1");
    }

    @Test
    void aCallOfNoTokensHasNoPercentage() {
        meters.settled("near", 400, 0);

        assertThat(registry.scrape().lines())
                .contains(
                        "sluice_call_actual_tokens_count{endpoint=\"near\"} 1",
                        "sluice_call_estimate_percent_count{endpoint=\"near\"} 0");
    }
}
