package dev.sluice.processor.limit;

import static dev.sluice.processor.limit.Dimension.REQUESTS_PER_MINUTE;
import static dev.sluice.processor.limit.Limits.MINUTE;
import static dev.sluice.processor.limit.Limits.ask;
import static dev.sluice.processor.limit.Limits.endpoint;
import static dev.sluice.processor.limit.Limits.granted;
import static dev.sluice.processor.limit.Limits.limiter;
import static dev.sluice.processor.limit.Limits.rule;
import static dev.sluice.processor.limit.Limits.wake;
import static dev.sluice.processor.limit.Limits.whenGranted;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RequestsPerMinuteTest {
    private static final long LATE = Pacing.TOLERANCE;

    /** Requests that ask at odd times, and what the endpoint sees of them. */
    private static final class Traffic {
        private final Random random;
        private final int perMinute;
        private final int burst;
        private final long[] arrivals;
        private long now;
        private Limiter limiter;

        Traffic(int perMinute, int burst, int requests, long seed) {
            this.random = new Random(seed);
            this.perMinute = perMinute;
            this.burst = burst;
            this.arrivals = new long[requests];
            // Also before and across the zero of the clock.
            this.now = -random.nextLong(3 * MINUTE);
            this.limiter = start();
        }

        private Limiter start() {
            return limiter(now, rule(endpoint(), REQUESTS_PER_MINUTE, perMinute, burst));
        }

        long[] run(double crashes) {
            int sent = 0;
            boolean mustGo = false;
            while (sent < arrivals.length) {
                Decision decision = limiter.acquire(ask(1), now);
                if (decision instanceof Decision.Granted) {
                    arrivals[sent++] = now + random.nextLong(Pacing.MARGIN);
                    now += random.nextBoolean() ? 0 : random.nextLong(2 * MINUTE / perMinute);
                    mustGo = false;
                    if (random.nextDouble() < crashes) {
                        limiter = start();
                    }
                } else {
                    assertThat(mustGo).isFalse();
                    assertThat(wake(decision)).isGreaterThan(now);
                    now = wake(decision) + late();
                    mustGo = true;
                }
            }
            Arrays.sort(arrivals);
            return arrivals;
        }

        private long late() {
            return switch (random.nextInt(40)) {
                case 0 -> random.nextLong(3 * MINUTE);
                case 1, 2 -> random.nextLong(MINUTE / 10);
                case 3, 4, 5, 6, 7, 8, 9 -> random.nextLong(LATE);
                default -> 0;
            };
        }
    }

    /** No window of a minute has more than so many. */
    private static void assertLimited(long[] arrivals, int perMinute) {
        for (int i = perMinute; i < arrivals.length; i++) {
            assertThat(arrivals[i] - arrivals[i - perMinute]).isGreaterThanOrEqualTo(MINUTE);
        }
    }

    @Property
    void areNeverMoreAsTheEndpointSeesThem(
            @ForAll @IntRange(min = 1, max = 60) int perMinute,
            @ForAll @IntRange(min = 1, max = 70) int burst,
            @ForAll long seed) {
        long[] arrivals = new Traffic(perMinute, burst, 5 * perMinute + 5, seed).run(0);

        assertLimited(arrivals, perMinute);
    }

    @Property(tries = 30)
    void areNeverMoreWhereTheyAreMany(
            @ForAll @IntRange(min = 1_000, max = 100_000) int perMinute,
            @ForAll @IntRange(min = 1, max = 2_000) int burst,
            @ForAll long seed) {
        long[] arrivals = new Traffic(perMinute, burst, 2 * perMinute, seed).run(0);

        assertLimited(arrivals, perMinute);
    }

    @Property
    void areNeverMoreAcrossCrashes(
            @ForAll @IntRange(min = 1, max = 60) int perMinute,
            @ForAll @IntRange(min = 1, max = 20) int burst,
            @ForAll long seed) {
        double crashes = 1.0 / perMinute;
        long[] arrivals = new Traffic(perMinute, burst, 5 * perMinute + 5, seed).run(crashes);

        assertLimited(arrivals, perMinute);
    }

    @Property(tries = 100)
    void useTheLimitUpAlsoWhereTheyAskLate(
            @ForAll @IntRange(min = 2, max = 3_000) int perMinute, @ForAll long seed) {
        Random random = new Random(seed);
        Limiter limiter = limiter(0, rule(endpoint(), REQUESTS_PER_MINUTE, perMinute));
        long first = whenGranted(limiter, ask(1), 0);
        long now = first;
        int minutes = 10;
        for (int sent = 0; sent < minutes * perMinute; sent++) {
            Decision decision = limiter.acquire(ask(1), now);
            while (!(decision instanceof Decision.Granted)) {
                now = wake(decision) + random.nextLong(LATE);
                decision = limiter.acquire(ask(1), now);
            }
        }

        assertThat((double) minutes * MINUTE / (now - first)).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void goOneByOne() {
        Limiter limiter = limiter(0, rule(endpoint(), REQUESTS_PER_MINUTE, 60));

        long first = whenGranted(limiter, ask(1), 0);
        long second = whenGranted(limiter, ask(1), first);

        long interval = Pacing.WINDOW / 60;
        assertThat(first).isBetween(interval, interval + LATE);
        assertThat(second - first).isBetween(interval - LATE, interval + LATE);
    }

    @Test
    void mayGoTogetherAfterAPauseAsFarAsConfigured() {
        Limiter limiter = limiter(0, rule(endpoint(), REQUESTS_PER_MINUTE, 60, 5));

        for (int i = 0; i < 5; i++) {
            assertThat(whenGranted(limiter, ask(1), MINUTE)).isEqualTo(MINUTE);
        }

        assertThat(limiter.acquire(ask(1), MINUTE)).isInstanceOf(Decision.Held.class);
    }

    /** Its turn has passed unused; if it were given back, two could go together, and a crash would forget the sum. */
    @Test
    void waitAlsoAfterAnEarlierCallTurnsOutNotToBeMade() {
        Limiter limiter = limiter(0, rule(endpoint(), REQUESTS_PER_MINUTE, 60));
        Grant earlier = granted(limiter.acquire(ask(1), MINUTE));
        long now = wake(limiter.acquire(ask(1), MINUTE));
        Grant later = granted(limiter.acquire(ask(1), now));

        earlier.cancel(now);
        assertThat(wake(limiter.acquire(ask(1), now))).isGreaterThan(now + LATE);

        later.cancel(now);
        granted(limiter.acquire(ask(1), now));
    }

    @Property
    void losesNothingByACallThatIsNotMade(
            @ForAll @IntRange(min = 1, max = 60) int perMinute,
            @ForAll @LongRange(max = 200_000_000_000L) long later) {
        LimitRule rule = rule(endpoint(), REQUESTS_PER_MINUTE, perMinute);
        Limiter limiter = limiter(0, rule);
        long sent = whenGranted(limiter, ask(1), 0);
        Limiter same = limiter(0, rule);
        whenGranted(same, ask(1), 0);

        long asked = sent + later;
        if (same.acquire(ask(1), asked) instanceof Decision.Granted granted) {
            granted.grant().cancel(asked);
        }

        assertThat(whenGranted(same, ask(1), asked)).isEqualTo(whenGranted(limiter, ask(1), asked));
    }
}
