package dev.sluice.processor.limit;

import static dev.sluice.processor.limit.Dimension.CONCURRENT;
import static dev.sluice.processor.limit.Dimension.REQUESTS_PER_MINUTE;
import static dev.sluice.processor.limit.Dimension.TOKENS_PER_MINUTE;
import static dev.sluice.processor.limit.Limits.FIRST_DAY;
import static dev.sluice.processor.limit.Limits.MINUTE;
import static dev.sluice.processor.limit.Limits.SECOND;
import static dev.sluice.processor.limit.Limits.ask;
import static dev.sluice.processor.limit.Limits.granted;
import static dev.sluice.processor.limit.Limits.held;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManyTenantsTest {
    private static final int MANY = 100_000;

    private final Limiter limiter =
            new Limiter(
                    List.of(
                            new LimitRule(
                                    "each",
                                    Limits.tenant(Scope.EACH),
                                    Map.of(
                                            REQUESTS_PER_MINUTE,
                                            60L,
                                            TOKENS_PER_MINUTE,
                                            1_000L,
                                            CONCURRENT,
                                            1L),
                                    1,
                                    false)),
                    FIRST_DAY,
                    0);

    @Test
    void areForgottenWhenTheyAskForNothing() {
        long now = 5 * MINUTE;
        for (int i = 0; i < MANY; i++) {
            granted(limiter.acquire(ask("once-" + i, 10), now)).release();
        }
        assertThat(limiter.unnamedTenants()).isEqualTo(MANY);

        now += 2 * MINUTE;
        for (int i = 0; i < MANY; i++) {
            granted(limiter.acquire(ask("later-" + i, 10), now)).release();
            now += SECOND / 100;
        }

        // A minute's worth and two more for each that came.
        assertThat(limiter.unnamedTenants()).isLessThan(MANY / 10);
    }

    @Test
    void areNotForgottenWhileTheyCount() {
        long now = 5 * MINUTE;
        granted(limiter.acquire(ask("out", 10), now));
        granted(limiter.acquire(ask("owes", 10), now)).settle(10_000, now);
        Grant fast = granted(limiter.acquire(ask("fast", 900), now));
        fast.release();

        for (int i = 0; i < 1_000; i++) {
            granted(limiter.acquire(ask("other-" + i, 10), now));
        }

        assertThat(held(limiter.acquire(ask("out", 10), now + 10 * MINUTE)).dimension())
                .isEqualTo(CONCURRENT);
        held(limiter.acquire(ask("fast", 900), now + 30 * SECOND));
    }
}
