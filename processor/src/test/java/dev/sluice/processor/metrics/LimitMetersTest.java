package dev.sluice.processor.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LimitMetersTest {
    private static final String TAGS =
            "{dimension=\"concurrent\",limit=\"one\",scope=\"tenant\",shadow=\"false\"} ";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final LimitMeters meters = new LimitMeters(registry);

    @Test
    void showsWhatItWasToldLast() {
        meters.update(List.of(one(1, OptionalDouble.of(0.1))));
        meters.update(List.of(one(7, OptionalDouble.of(0.75))));

        assertThat(registry.scrape().lines())
                .contains(
                        "sluice_limit_value" + TAGS + "20.0",
                        "sluice_limit_granted_total" + TAGS + "7.0",
                        "sluice_limit_held_total" + TAGS + "30.0",
                        "sluice_limit_in_use" + TAGS + "4.0",
                        "sluice_limit_waiting" + TAGS + "5.0",
                        "sluice_limit_oldest_wait_seconds" + TAGS + "6.5",
                        "sluice_limit_utilisation_ratio" + TAGS + "0.75");
    }

    @Test
    void hasNoUtilisationWhereThereIsNone() {
        meters.update(List.of(one(1, OptionalDouble.empty())));

        assertThat(registry.scrape())
                .contains("sluice_limit_granted_total")
                .doesNotContain("utilisation");
    }

    @Test
    void forgetsALimitThatIsNoMore() {
        meters.update(List.of(one(1, OptionalDouble.of(0.1))));
        meters.update(List.of());
        assertThat(registry.scrape()).doesNotContain("sluice_limit");

        meters.update(List.of(one(2, OptionalDouble.of(0.1))));
        assertThat(registry.scrape().lines()).contains("sluice_limit_granted_total" + TAGS + "2.0");
    }

    private static LimitStatus one(long granted, OptionalDouble utilisation) {
        return new LimitStatus(
                new LimitStatus.Name("one", "tenant", "concurrent", false),
                20,
                granted,
                30,
                4,
                5,
                6.5,
                utilisation);
    }
}
