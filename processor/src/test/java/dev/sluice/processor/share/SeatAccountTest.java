package dev.sluice.processor.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.limit.Counted;
import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.Scope;
import dev.sluice.processor.share.SeatAccount.Standing;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SeatAccountTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long CALL = 10 * SECOND;
    private static final ShareCount COUNT =
            Counts.of(new Counted(new Scope.Endpoint("e"), Dimension.CONCURRENT));

    private final SeatAccount account = new SeatAccount();
    private long now = SECOND;

    @Test
    void whoeverIsAloneHasAll() {
        say("a", 0, 100, 10);
        assertThat(account.held("a")).isEqualTo(10);
        assertThat(account.free(now)).isZero();
    }

    @Test
    void anotherOneGetsItsShareAsSeatsComeBack() {
        say("a", 0, 10, 10);
        say("b", 0, 10, 10);
        assertThat(account.held("b")).isZero();
        assertThat(account.share("a", now)).isEqualTo(5);
        say("a", 7, 10, 10);
        say("b", 0, 10, 10);
        assertThat(account.held("b")).isEqualTo(3);
        say("a", 5, 10, 10);
        say("b", 3, 10, 10);
        assertThat(account.held("b")).isEqualTo(5);
    }

    @Test
    void whatOneDoesNotNeedOthersMayHave() {
        say("a", 0, 2, 10);
        say("b", 0, 100, 10);
        assertThat(account.held("b")).isEqualTo(8);
    }

    @Test
    void oneSeatGoesRound() {
        say("a", 0, 1, 1);
        for (String other : List.of("b", "c")) {
            say(other, 0, 1, 1);
        }
        long shares = 0;
        for (int i = 0; i < 3; i++) {
            for (String one : List.of("a", "b", "c")) {
                say(one, account.held(one), 1, 1);
            }
            shares += account.share("a", now);
            now += 2 * SECOND;
        }
        assertThat(shares).as("turns of one of three").isEqualTo(1);
    }

    @Test
    void theSeatsOfOneThatIsSilentAreFreeWhenItsCallsMustBeOver() {
        say("a", 0, 10, 10);
        now += Terms.LEASE + CALL;
        say("b", 0, 10, 10);
        assertThat(account.held("b")).isZero();
        now += Terms.GRACE + 1;
        say("b", 0, 10, 10);
        assertThat(account.held("b")).isEqualTo(10);
        say("a", 10, 10, 10);
        assertThat(account.held("a")).as("what it kept in vain").isZero();
    }

    @Test
    void whoHasNotHeardOfAllItWasGivenGivesNothingBack() {
        say("a", 0, 4, 10);
        account.say("a", new ShareSeats(COUNT, 10L, 1L, 1L), Standing.BEHIND, CALL, now);
        assertThat(account.held("a")).isEqualTo(4);
    }

    @Test
    void oneWhoseEntriesWereNotReadIsTakenAtItsWord() {
        account.say("a", new ShareSeats(COUNT, 10L, 6L, 6L), Standing.NEW_HERE, CALL, now);
        assertThat(account.free(now)).isEqualTo(4);
    }

    @Test
    void aLowerLimitTakesNothingBackAndGivesNothing() {
        say("a", 0, 10, 10);
        say("b", 0, 10, 4);
        assertThat(account.share("a", now) + account.share("b", now)).isEqualTo(4);
        assertThat(account.free(now)).isZero();
    }

    private void say(String who, long keep, long demand, long limit) {
        account.say(
                who, new ShareSeats(COUNT, limit, keep, demand), Standing.UP_TO_DATE, CALL, now);
    }
}
