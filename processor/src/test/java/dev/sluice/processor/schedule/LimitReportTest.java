package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.Limit;
import dev.sluice.processor.limit.LimitNumbers;
import dev.sluice.processor.limit.Scope;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LimitReportTest {
    @Test
    void aLineTellsAllOfALimit() {
        assertThat(LimitReport.line(numbers(false, OptionalDouble.of(0.994))))
                .isEqualTo(
                        "Limit there, requests-per-minute 600: 598 granted, 1204 held, 5 in use, 99 % used");
    }

    @Test
    void aShadowHoldsNothing() {
        assertThat(LimitReport.line(numbers(true, OptionalDouble.empty())))
                .isEqualTo(
                        "Limit there, requests-per-minute 600: 598 granted, 1204 would have been held, 5 in use");
    }

    private static LimitNumbers numbers(boolean shadow, OptionalDouble utilisation) {
        return new LimitNumbers(
                new Limit("there", new Scope.Endpoint("a"), Dimension.REQUESTS_PER_MINUTE),
                600,
                shadow,
                598,
                1204,
                5,
                utilisation);
    }
}
