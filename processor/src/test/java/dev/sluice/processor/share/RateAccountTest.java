package dev.sluice.processor.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.limit.Counted;
import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.Scope;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RateAccountTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MINUTE = 60 * SECOND;
    private static final ShareCount COUNT =
            Counts.of(new Counted(new Scope.Endpoint("e"), Dimension.TOKENS_PER_MINUTE));

    private final RateAccount account = new RateAccount();
    private long now = 10 * MINUTE;

    @Test
    void aMinutesWorthIsSpreadEvenly() {
        assertThat(account.ask("a", wish(600, 1, 600), now)).isLessThanOrEqualTo(4);
        assertThat(account.ask("a", wish(600, 1, 600), now)).isZero();
        long given = 0;
        for (int i = 0; i < 100; i++) {
            now += SECOND / 10;
            given += account.ask("a", wish(600, 1, 600), now);
        }
        assertThat(given).as("in ten seconds").isBetween(97L, 100L);
    }

    @Test
    void whatIsGivenCountsUntilItCannotBeSentAnyMore() {
        assertThat(account.ask("a", wish(1, 1, 1), now)).isEqualTo(1);
        now += MINUTE + SECOND;
        assertThat(account.ask("a", wish(1, 1, 1), now)).isZero();
        now += SECOND;
        assertThat(account.ask("a", wish(1, 1, 1), now)).isEqualTo(1);
    }

    @Test
    void whatWasUsedEarlierCountsForLessLong() {
        long given = account.ask("a", wish(1, 1, 1), now);
        long at = TimeUnit.NANOSECONDS.toMillis(now);
        account.change(new ShareChange(COUNT, at + 1_000, given, at + 10, given), now);
        now += MINUTE + SECOND;
        assertThat(account.ask("a", wish(1, 1, 1), now)).isEqualTo(1);
    }

    @Test
    void whatWasNotUsedIsThereForOthers() {
        long given = account.ask("a", wish(1, 1, 1), now);
        long at = TimeUnit.NANOSECONDS.toMillis(now);
        account.change(new ShareChange(COUNT, at + 1_000, given, at, 0L), now);
        assertThat(account.ask("b", wish(1, 1, 1), now)).isEqualTo(1);
    }

    @Test
    void aLargeWishIsNotOvertakenByManySmallOnes() {
        assertThat(account.ask("a", wish(1_000, 1_000, 1_000), now)).isEqualTo(1_000);
        now += MINUTE / 2;
        assertThat(account.ask("large", wish(1_000, 900, 900), now)).isZero();
        long end = now + 2 * MINUTE;
        boolean fulfilled = false;
        while (now < end && !fulfilled) {
            now += SECOND / 10;
            account.ask("small", wish(1_000, 10, 10), now);
            fulfilled = account.ask("large", wish(1_000, 900, 900), now) > 0;
        }
        assertThat(fulfilled).isTrue();
        assertThat(now).isLessThan(end - MINUTE);
    }

    @Test
    void oneThatDoesNotComeBackIsNotWaitedFor() {
        assertThat(account.ask("a", wish(600, 600, 600), now)).isEqualTo(600);
        assertThat(account.ask("gone", wish(600, 600, 600), now)).isZero();
        now += MINUTE + 2 * SECOND;
        assertThat(account.ask("b", wish(600, 600, 600), now)).isEqualTo(600);
    }

    /** Whatever is asked for when, no window has more, and what comes early or unused is never counted too little. */
    @Property(tries = 200)
    void noWindowHasMoreThanTheLimit(
            @ForAll @LongRange(min = 1, max = 2_000) long limit,
            @ForAll @IntRange(min = 1, max = 5) int burst,
            @ForAll long seed) {
        java.util.Random random = new java.util.Random(seed);
        EndpointLog endpoint = new EndpointLog();
        for (int i = 0; i < 2_000; i++) {
            now += (long) (random.nextDouble() * SECOND / 5);
            long least = 1 + random.nextLong(limit);
            String who = "i" + random.nextInt(3);
            long given =
                    account.ask(who, new ShareWish(COUNT, limit, burst, least, least + 20), now);
            long used = random.nextLong(given + 1);
            long at = now + (long) (random.nextDouble() * Terms.VALID);
            if (given > 0 && random.nextBoolean()) {
                long asked = TimeUnit.NANOSECONDS.toMillis(now);
                account.change(
                        new ShareChange(
                                COUNT,
                                asked + 1_000,
                                given,
                                TimeUnit.NANOSECONDS.toMillis(at) + 1,
                                used),
                        now);
                endpoint.arrived(at, used).ended(at);
            } else {
                endpoint.arrived(at, given).ended(at);
            }
        }
        assertThat(endpoint.mostTokens()).isLessThanOrEqualTo(limit);
    }

    private static ShareWish wish(long limit, long least, long most) {
        return new ShareWish(COUNT, limit, 1, least, most);
    }
}
