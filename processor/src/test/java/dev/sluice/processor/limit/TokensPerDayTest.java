package dev.sluice.processor.limit;

import static dev.sluice.processor.limit.Dimension.TOKENS_PER_DAY;
import static dev.sluice.processor.limit.Limits.ask;
import static dev.sluice.processor.limit.Limits.endpoint;
import static dev.sluice.processor.limit.Limits.granted;
import static dev.sluice.processor.limit.Limits.held;
import static dev.sluice.processor.limit.Limits.rule;
import static dev.sluice.processor.limit.Limits.wake;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensPerDayTest {
    private Instant now = Instant.parse("2026-03-01T23:59:00Z");
    private final Limiter limiter =
            new Limiter(List.of(rule(endpoint(), TOKENS_PER_DAY, 100)), () -> now, 0);

    @Test
    void holdUntilMidnight() {
        granted(limiter.acquire(ask(100), 5));

        assertThat(wake(limiter.acquire(ask(1), 5))).isEqualTo(5 + Duration.ofMinutes(1).toNanos());

        now = Instant.parse("2026-03-02T00:00:00Z");
        granted(limiter.acquire(ask(100), 6));
    }

    @Test
    void neverLetMoreThroughThanADayHas() {
        assertThat(limiter.acquire(ask(101), 0)).isInstanceOf(Decision.Never.class);
    }

    @Test
    void areCorrectedOnTheDayThatTheyWereTakenOn() {
        Grant yesterday = granted(limiter.acquire(ask(60), 0));
        assertThat(granted(limiter.acquire(ask(40), 0)).settle(10, 0)).hasSize(1);
        granted(limiter.acquire(ask(30), 0));

        now = now.plus(Duration.ofHours(1));
        yesterday.settle(0, 0);

        granted(limiter.acquire(ask(100), 0));
        held(limiter.acquire(ask(1), 0));
    }

    @Test
    void areNotThereAgainWhereTheClockIsSetBack() {
        granted(limiter.acquire(ask(100), 0));
        now = now.plus(Duration.ofHours(1));
        granted(limiter.acquire(ask(100), 0));

        now = now.minus(Duration.ofHours(1));

        held(limiter.acquire(ask(1), 0));
    }
}
