package dev.sluice.localstack.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {

    @Test
    void lognormalHasTheMeanAndTheMedianThatItShould() {
        Latency latency = Latency.lognormal(Duration.ofSeconds(1), 0.5);
        long[] sorted = LongStream.range(0, 50_000).map(latency::millis).sorted().toArray();
        assertThat(LongStream.of(sorted).average().orElseThrow()).isCloseTo(1_000, within(20.0));
        // The median of a lognormal distribution is its mean divided by exp(sigma²/2).
        assertThat((double) sorted[25_000]).isCloseTo(1_000 / Math.exp(0.125), within(20.0));
    }

    @Test
    void theSameRequestWaitsEquallyLong() {
        Latency latency = Latency.lognormal(Duration.ofSeconds(1), 0.5);
        assertThat(latency.millis(42))
                .isEqualTo(latency.millis(42))
                .isNotEqualTo(latency.millis(43));
        assertThat(Latency.fixed(Duration.ofMillis(200)).millis(42)).isEqualTo(200);
    }
}
