package dev.sluice.processor.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogTimeTest {
    private static final long CLOCK = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    @Test
    void isWhatTheLogSays() {
        long days = Duration.ofDays(3).toMillis();

        assertThat(LogTime.of(CLOCK - days, CLOCK)).isEqualTo(CLOCK - days);
    }

    @Test
    void isNeverAheadOfTheClock() {
        assertThat(LogTime.of(CLOCK + 1, CLOCK)).isEqualTo(CLOCK);
    }

    @Test
    void movesOnWithTheClockWhereTheLogStandsStill() {
        long month = Duration.ofDays(30).toMillis();

        assertThat(LogTime.of(0, CLOCK)).isEqualTo(CLOCK - month);
        assertThat(LogTime.of(-1, 1_000)).isZero();
    }
}
