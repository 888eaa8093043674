package dev.sluice.processor.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.limit.Counted;
import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.Purse;
import dev.sluice.processor.limit.Scope;
import dev.sluice.processor.limit.Seats;
import dev.sluice.processor.limit.Spending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One instance, whose entries come back as the test likes. */
class SharedLimitsTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final Counted REQUESTS =
            new Counted(new Scope.Endpoint("e"), Dimension.REQUESTS_PER_MINUTE);
    private static final Counted CALLS = new Counted(new Scope.Endpoint("e"), Dimension.CONCURRENT);

    private final SharedLimits shares =
            new SharedLimits(new Identity("a", 1), Duration.ofSeconds(10));
    private long now = MINUTE;

    @Test
    void nothingIsSaidWhileNothingIsLimited() {
        assertThat(shares.next(now)).isEmpty();
    }

    @Test
    void nothingIsGivenBeforeTheLogIsReadToItsEnd() {
        Purse purse = shares.purse(REQUESTS, 600, 1);
        assertThat(purse.has(1, now)).isFalse();
        ShareEntry hello = say();
        assertThat(hello.getWishes()).isEmpty();
        assertThat(shares.next(now + MINUTE)).as("another one").isEmpty();
        read(hello);
        assertThat(purse.has(1, now)).isFalse();
        read(say());
        assertThat(purse.has(1, now)).isTrue();
    }

    @Test
    void whatWasGivenExpires() {
        Purse purse = shares.purse(REQUESTS, 600, 1);
        given(purse);
        now += Terms.VALID;
        assertThat(purse.has(1, now)).isFalse();
    }

    @Test
    void whatCameBackTooLateIsOfNoUse() {
        Purse purse = shares.purse(REQUESTS, 600, 1);
        assertThat(purse.has(1, now)).isFalse();
        read(say());
        ShareEntry asked = say();
        now += Terms.VALID;
        read(asked);
        assertThat(purse.has(1, now)).isFalse();
    }

    @Test
    void whatIsSaidToHaveFailedAndCameAllTheSameIsNotToldAgain() {
        ShareEntry told = spendAndTell();
        shares.failed(told);
        read(told);
        assertThat(toldOfE()).isEmpty();
    }

    @Test
    void whatWasLostIsToldAgain() {
        ShareEntry told = spendAndTell();
        shares.failed(told);
        assertThat(toldOfE()).isEqualTo(told.getChanges());
    }

    @Test
    void callsBeginWhileTheLeaseLastsThatWasAskedFor() {
        Seats seats = shares.seats(CALLS, 4);
        assertThat(seats.free(now)).isFalse();
        read(say());
        ShareEntry entry = say();
        long asked = now;
        now += Terms.LEASE - 2 * MILLI;
        read(entry);
        assertThat(seats.free(now)).isTrue();
        assertThat(seats.expiresAt()).isEqualTo(asked + Terms.LEASE);
        now += MILLI;
        assertThat(seats.free(now)).isFalse();
    }

    @Test
    void whatIsGivenBackIsNotUsedOnItsWay() {
        Seats seats = shares.seats(CALLS, 4);
        assertThat(seats.free(now)).isFalse();
        read(say());
        read(say());
        for (int i = 0; i < 4; i++) {
            assertThat(seats.free(now)).isTrue();
            seats.take(now);
        }
        for (int i = 0; i < 4; i++) {
            seats.release();
        }
        now += 500 * MILLI;
        ShareEntry back = say();
        assertThat(back.getSeats()).singleElement().extracting(ShareSeats::getKeep).isEqualTo(0L);
        assertThat(seats.free(now)).as("others may have it").isFalse();
    }

    /** Spends what is given, and writes of it. */
    private ShareEntry spendAndTell() {
        Purse purse = shares.purse(REQUESTS, 600, 1);
        given(purse);
        Spending spending = purse.spend(1, now);
        now += 50 * MILLI;
        spending.sent(now);
        long sent = TimeUnit.NANOSECONDS.toMillis(now);
        now += 200 * MILLI;
        ShareEntry told = say();
        assertThat(told.getChanges())
                .singleElement()
                .satisfies(
                        change -> {
                            assertThat(change.getUsedAt()).isGreaterThanOrEqualTo(sent);
                            assertThat(change.getUsedAt()).isLessThan(change.getCountedAt());
                            assertThat(change.getUsed()).isEqualTo(change.getAmount());
                        });
        return told;
    }

    private void given(Purse purse) {
        assertThat(purse.has(1, now)).isFalse();
        read(say());
        read(say());
        assertThat(purse.has(1, now)).isTrue();
    }

    /** All that is said in so many steps, in which something is lacking all the time. */
    private List<ShareEntry> sayUntil(int steps) {
        Purse other =
                shares.purse(
                        new Counted(new Scope.Endpoint("f"), Dimension.REQUESTS_PER_MINUTE), 5, 1);
        List<ShareEntry> said = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            now += 200 * MILLI;
            other.has(1, now);
            Optional<ShareEntry> entry = shares.next(now);
            entry.ifPresent(
                    one -> {
                        said.add(one);
                        read(one);
                    });
        }
        assertThat(said).isNotEmpty();
        return said;
    }

    private List<ShareChange> toldOfE() {
        return sayUntil(20).stream()
                .flatMap(entry -> entry.getChanges().stream())
                .filter(change -> change.getCount().getOwner().equals("e"))
                .toList();
    }

    private ShareEntry say() {
        now += 10 * MILLI;
        return shares.next(now).orElseThrow();
    }

    /** The log's clock is this instance's. */
    private void read(ShareEntry entry) {
        now += MILLI;
        shares.applied(entry, TimeUnit.NANOSECONDS.toMillis(now), now);
    }
}
