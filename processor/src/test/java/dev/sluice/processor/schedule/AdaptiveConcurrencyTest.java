package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.AdaptiveConcurrencyConfig;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AdaptiveConcurrencyTest {
    private static final Duration USUAL = Duration.ofMillis(100);

    private AdaptiveConcurrency concurrency = limit(1, 1_000, 10, OptionalDouble.empty());
    private long sent;

    @Test
    void itDoublesEachRoundUntilItIsTooHigh() {
        assertThat(List.of(afterRounds(1), afterRounds(1), afterRounds(1)))
                .containsExactly(20, 40, 80);
        assertThat(afterRounds(9)).isEqualTo(1_000);
    }

    @Test
    void afterThatItGrowsByOneEachRoundAndLingersBeforeTheMark() {
        afterRounds(1);
        refuse();
        assertThat(concurrency.limit()).isEqualTo(18);
        assertThat(afterRounds(1)).isEqualTo(18);
        assertThat(afterRounds(1)).isEqualTo(19);
        assertThat(afterRounds(8)).isEqualTo(19);
        assertThat(afterRounds(2)).isEqualTo(20);
        assertThat(afterRounds(2)).as("beyond the mark").isEqualTo(22);
    }

    @Test
    void callsThatWereSentBeforeItFellSayNothingNew() {
        sent = 10;
        for (int call = 0; call < 10; call++) {
            concurrency.tooMuch(call, sent);
        }
        assertThat(concurrency.limit()).isEqualTo(9);
        for (int call = 0; call < 10; call++) {
            concurrency.carried(call, sent, 10, USUAL);
        }
        assertThat(concurrency.limit()).isEqualTo(9);
    }

    @Test
    void whatIsNotUsedDoesNotGrow() {
        for (int i = 0; i < 100; i++) {
            sent++;
            concurrency.carried(sent - 1, sent, 4, USUAL);
        }
        assertThat(concurrency.limit()).isEqualTo(10);
    }

    /** An outage ends at the least, and is forgotten twice as fast each round up to half of what went before. */
    @Test
    void afterManyFailuresItComesBackQuickly() {
        afterRounds(4);
        for (int i = 0; i < 60; i++) {
            refuse();
        }
        assertThat(concurrency.limit()).isEqualTo(1);
        assertThat(afterRounds(7)).isBetween(80, 90);
    }

    @Test
    void itFallsWhenCallsTakeMuchLonger() {
        concurrency = limit(1, 100, 40, OptionalDouble.of(2));
        afterRounds(5);
        assertThat(concurrency.limit()).isEqualTo(100);

        rounds(1, USUAL.multipliedBy(10));
        assertThat(concurrency.limit()).isBetween(70, 95);
    }

    /** Longer answers are no overload: it does not fall for ever. */
    @Test
    void whatFallingDoesNotCureIsTheNewMeasure() {
        concurrency = limit(1, 100, 100, OptionalDouble.of(2));
        afterRounds(5);
        rounds(60, USUAL.multipliedBy(10));

        assertThat(concurrency.limit()).isGreaterThan(50);
    }

    @Test
    void withoutAFactorTimeDoesNotMatter() {
        concurrency = limit(1, 100, 100, OptionalDouble.empty());
        afterRounds(5);

        rounds(60, USUAL.multipliedBy(1_000));
        assertThat(concurrency.limit()).isEqualTo(100);
    }

    @Property(tries = 500)
    void itStaysWithinItsBoundsAndFallsOnceARoundTrip(
            @ForAll @IntRange(min = 1, max = 20) int min,
            @ForAll @IntRange(min = 0, max = 80) int range,
            @ForAll List<@IntRange(min = 0, max = 1_000) Integer> steps) {
        concurrency = limit(min, min + range, min + range / 2, OptionalDouble.of(2));
        long fell = 0;
        for (int step : steps) {
            sent += step % 7;
            long call = Math.max(0, sent - 1 - step % 50);
            int before = concurrency.limit();
            if (step % 3 == 0) {
                concurrency.tooMuch(call, sent);
            } else {
                concurrency.carried(call, sent, step % 100, Duration.ofMillis(step));
            }
            assertThat(concurrency.limit()).isBetween(min, min + range);
            if (concurrency.limit() < before) {
                assertThat(call).as("sent since it fell").isGreaterThanOrEqualTo(fell);
                fell = sent;
            }
        }
    }

    private int afterRounds(int count) {
        rounds(count, USUAL);
        return concurrency.limit();
    }

    /** As many calls as may be are out all the time, and come back well. */
    private void rounds(int count, Duration time) {
        for (int i = 0; i < count; i++) {
            int calls = concurrency.limit();
            long first = sent;
            sent += calls;
            for (int call = 0; call < calls; call++) {
                concurrency.carried(first + call, sent, calls, time);
            }
        }
    }

    private void refuse() {
        sent++;
        concurrency.tooMuch(sent - 1, sent);
    }

    private static AdaptiveConcurrency limit(
            int min, int max, int initial, OptionalDouble latencyFactor) {
        return new AdaptiveConcurrency(
                new AdaptiveConcurrencyConfig(min, max, initial, latencyFactor));
    }
}
