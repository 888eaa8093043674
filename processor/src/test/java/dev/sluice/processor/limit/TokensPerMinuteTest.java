package dev.sluice.processor.limit;

import static dev.sluice.processor.limit.Dimension.TOKENS_PER_DAY;
import static dev.sluice.processor.limit.Dimension.TOKENS_PER_MINUTE;
import static dev.sluice.processor.limit.Limits.MINUTE;
import static dev.sluice.processor.limit.Limits.SECOND;
import static dev.sluice.processor.limit.Limits.ask;
import static dev.sluice.processor.limit.Limits.endpoint;
import static dev.sluice.processor.limit.Limits.granted;
import static dev.sluice.processor.limit.Limits.limiter;
import static dev.sluice.processor.limit.Limits.rule;
import static dev.sluice.processor.limit.Limits.shadow;
import static dev.sluice.processor.limit.Limits.tenant;
import static dev.sluice.processor.limit.Limits.wake;
import static dev.sluice.processor.limit.Limits.whenGranted;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TokensPerMinuteTest {
    private static Limiter tokens(long perMinute) {
        return limiter(0, rule(endpoint(), TOKENS_PER_MINUTE, perMinute));
    }

    /** After whatever came before, without a pause. */
    @Property
    void costTheSameInOneCallAsInMany(
            @ForAll @IntRange(min = 200, max = 1_000_000_000) int perMinute,
            @ForAll @IntRange(max = 5) int before,
            @ForAll @IntRange(min = 1, max = 30) int tokens) {
        Limiter one = tokens(perMinute);
        Limiter many = tokens(perMinute);
        long oneNow = 0;
        long manyNow = 0;
        for (int i = 0; i < before; i++) {
            oneNow = whenGranted(one, ask(7), oneNow);
            manyNow = whenGranted(many, ask(7), manyNow);
        }

        oneNow = whenGranted(one, ask(tokens), oneNow);
        for (int i = 0; i < tokens; i++) {
            manyNow = whenGranted(many, ask(1), manyNow);
        }

        // The tolerance lets any request go that much early that asks early, so the last one tells.
        long oneNext = whenGranted(one, ask(7), oneNow);
        assertThat(oneNow).isEqualTo(manyNow);
        assertThat(whenGranted(many, ask(7), manyNow)).isEqualTo(oneNext);
    }

    @Property
    void areNeverMoreInAnyWindow(
            @ForAll @IntRange(min = 1, max = 1_000_000) int perMinute,
            @ForAll @IntRange(min = 1, max = 10) int burst,
            @ForAll long seed) {
        Random random = new Random(seed);
        Limiter limiter = limiter(0, rule(endpoint(), TOKENS_PER_MINUTE, perMinute, burst));
        int requests = 200;
        long[] times = new long[requests];
        long[] weights = new long[requests];
        long now = 0;
        for (int i = 0; i < requests; i++) {
            int most = random.nextInt(4) == 0 ? perMinute : Math.max(1, perMinute / 20);
            weights[i] = random.nextInt(most) + 1L;
            times[i] = whenGranted(limiter, ask(weights[i]), now);
            now = times[i] + (random.nextInt(5) == 0 ? random.nextLong(MINUTE) : 0);
        }

        long sum = 0;
        int oldest = 0;
        for (int i = 0; i < requests; i++) {
            sum += weights[i];
            while (times[oldest] <= times[i] - Pacing.WINDOW) {
                sum -= weights[oldest++];
            }
            assertThat(sum).isLessThanOrEqualTo(perMinute);
        }
    }

    /** Otherwise a limit below what is usual would let nothing through for ever. */
    @Test
    void guessedAreCutToWhatEveryLimitHas() {
        Limiter limiter =
                limiter(
                        0,
                        rule(endpoint(), TOKENS_PER_MINUTE, 500),
                        rule(tenant("acme"), TOKENS_PER_DAY, 300),
                        shadow(rule(tenant("other"), TOKENS_PER_MINUTE, 50)));

        Grant grant = granted(limiter.acquire(guess("acme", 600, 100), MINUTE));
        assertThat(grant.ask().tokens()).isEqualTo(300);
        // The day has room for as much as did not come of the guess.
        grant.settle(120, MINUTE);
        granted(limiter.acquire(ask("acme", 180), 2 * MINUTE));

        assertThat(granted(limiter.acquire(guess("other", 600, 100), 5 * MINUTE)).ask().tokens())
                .as("not cut by a limit in shadow")
                .isEqualTo(500);
        assertThat(limiter.acquire(guess("acme", 600, 301), 9 * MINUTE))
                .isInstanceOf(Decision.Never.class);
    }

    @Test
    void guessedWithCautionTakeAPartOfALimit() {
        Limiter limiter = limiter(0, rule(endpoint(), TOKENS_PER_MINUTE, 400));

        Ask wild = new Ask("there", "llama-3", "acme", "llama", 600, 100, 8);
        assertThat(granted(limiter.acquire(wild, 2 * MINUTE)).ask().tokens()).isEqualTo(150);
        Ask large = new Ask("there", "llama-3", "acme", "llama", 600, 380, 8);
        assertThat(granted(limiter.acquire(large, 4 * MINUTE)).ask().tokens()).isEqualTo(400);
        Ask small = new Ask("there", "llama-3", "acme", "llama", 130, 100, 8);
        assertThat(granted(limiter.acquire(small, 6 * MINUTE)).ask().tokens()).isEqualTo(130);
    }

    private static Ask guess(String tenant, long tokens, long least) {
        return new Ask("there", "llama-3", tenant, "llama", tokens, least, 1);
    }

    /** What was sent right before a crash is forgotten, and may come on top. */
    @Property
    void areMoreByOneRequestAtMostAfterACrash(
            @ForAll @IntRange(min = 1_000, max = 100_000) int perMinute,
            @ForAll @IntRange(min = 1, max = 500) int largest,
            @ForAll long seed) {
        Random random = new Random(seed);
        LimitRule rule = rule(endpoint(), TOKENS_PER_MINUTE, perMinute);
        Limiter limiter = limiter(0, rule);
        long crash = MINUTE + random.nextLong(MINUTE);
        long end = 2 * MINUTE + Pacing.WINDOW;
        long now = 0;
        ArrayDeque<long[]> sent = new ArrayDeque<>();
        long sum = 0;
        boolean crashed = false;
        while (now < end) {
            long weight = random.nextInt(largest) + 1L;
            long goes = whenGranted(limiter, ask(weight), now);
            if (goes > crash && !crashed) {
                crashed = true;
                limiter = limiter(crash, rule);
                now = crash;
                continue;
            }
            now = goes;
            sent.add(new long[] {now, weight});
            sum += weight;
            while (sent.getFirst()[0] <= now - Pacing.WINDOW) {
                sum -= sent.removeFirst()[1];
            }
            assertThat(sum).isLessThan(perMinute + largest);
        }
    }

    @Test
    void areSavedUpForALargeRequestWhileSmallOnesPass() {
        Limiter limiter = tokens(6_000);
        Limiter alone = tokens(6_000);
        long now = whenGranted(limiter, ask(10), 0);
        whenGranted(alone, ask(10), 0);
        long expected = whenGranted(alone, ask(1_010), now);

        assertThat(limiter.acquire(ask(1_000), now)).isInstanceOf(Decision.Held.class);
        granted(limiter.acquire(ask(10), now + 5 * SECOND));

        assertThat(whenGranted(limiter, ask(1_000), now + 5 * SECOND)).isEqualTo(expected);
    }

    @Test
    void goAtOnceAfterAPause() {
        Limiter limiter = tokens(500);

        assertThat(whenGranted(limiter, ask(400), 2 * MINUTE)).isEqualTo(2 * MINUTE);
    }

    @Test
    void thatWereNotUsedAreGivenBack() {
        Limiter limiter = tokens(60_000);
        Grant grant = granted(limiter.acquire(ask(50_000), 2 * MINUTE));
        Decision before = limiter.acquire(ask(40_000), 2 * MINUTE);
        assertThat(wake(before)).isGreaterThan(3 * MINUTE);

        assertThat(grant.settle(5_000, 2 * MINUTE + SECOND)).containsExactly(Limits.held(before));
        grant.release();

        // The large one, whose credit came back, and small ones that it leaves room for.
        long now = 2 * MINUTE + SECOND;
        granted(limiter.acquire(ask(40_000), now));
        granted(limiter.acquire(ask(1_000), now));
        granted(limiter.acquire(ask(1_000), now));
    }

    @Test
    void thatWereUsedOnTopArePaidFor() {
        Limiter limiter = tokens(60_000);
        Limiter honest = tokens(60_000);
        long now = 2 * MINUTE;
        granted(limiter.acquire(ask(10_000), now)).settle(20_000, now);
        granted(honest.acquire(ask(20_000), now));

        // All that it took has to be paid for, though a pause saved up only for what it asked for.
        long next = whenGranted(limiter, ask(5_000), now);
        assertThat(next - whenGranted(honest, ask(5_000), now))
                .isEqualTo(10_000 * new Pacing(60_000, 1).interval());
    }

    @Test
    void areSettledOnce() {
        Limiter limiter = tokens(1_000);
        Grant grant = granted(limiter.acquire(ask(1_000), 2 * MINUTE));

        assertThat(grant.settle(900, 2 * MINUTE)).hasSize(1);
        assertThat(grant.settle(0, 2 * MINUTE)).isEmpty();
        assertThat(grant.cancel(2 * MINUTE)).isEmpty();

        assertThat(limiter.acquire(ask(101), 2 * MINUTE)).isInstanceOf(Decision.Held.class);
        granted(limiter.acquire(ask(100), 2 * MINUTE));
    }

    @Test
    void thatAreMoreThanThereEverAreAreRefused() {
        Limiter limiter = tokens(1_000);

        assertThat(limiter.acquire(ask(1_001), MINUTE))
                .isEqualTo(new Decision.Never(new Limit("there", endpoint(), TOKENS_PER_MINUTE)));
        assertThat(whenGranted(limiter, ask(1_000), MINUTE)).isGreaterThan(MINUTE);
    }
}
