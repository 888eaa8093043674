package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration LONGEST = Duration.ofSeconds(8);

    @Test
    void doublesUpToTheLongest() {
        Backoff backoff = new Backoff(() -> 0);

        assertThat(IntStream.range(0, 7).mapToObj(n -> backoff.pause(n, LONGEST).toMillis()))
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 8_000L, 8_000L);
    }

    @Property
    void isNeverMoreThanAQuarterShorter(
            @ForAll @IntRange(max = 1_000) int repeated,
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double random,
            @ForAll @IntRange(min = 100, max = 3_600_000) int longestMillis) {
        Duration longest = Duration.ofMillis(longestMillis);
        long whole = new Backoff(() -> 0).pause(repeated, longest).toMillis();

        assertThat(new Backoff(() -> random).pause(repeated, longest).toMillis())
                .isBetween(whole * 3 / 4, whole);
    }
}
