package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.dispatch.CallEnd.Sign;
import dev.sluice.processor.dispatch.Remaining;
import dev.sluice.processor.dispatch.Remaining.Unit;
import dev.sluice.processor.metrics.TargetStatus;
import dev.sluice.processor.metrics.TargetStatus.Breaker;
import dev.sluice.processor.route.Target;
import dev.sluice.processor.support.EndpointConfigs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The gate of one target. */
class TargetStateTest {
    private static final int MANY = 500;

    private Instant now = Instant.ofEpochSecond(1_000);
    private final TargetState state = state();

    private TargetState state() {
        Target target = new Target("a", "m", 1);
        Breakers breakers =
                new Breakers(Map.of("a", EndpointConfigs.of("http://a").breaker()), () -> now);
        return new TargetState(target, breakers.make(target));
    }

    @Test
    void afterARefusalOneGoesFirstAndThenTwiceAsManyEachRound() {
        List<Long> before = sendAll(20);
        end(before.get(0), Sign.paused(Duration.ofSeconds(5)));
        assertThat(state.opensAt(now)).isEqualTo(now.plusSeconds(5));

        now = now.plusSeconds(5);
        for (int round = 1; round <= 64; round *= 2) {
            List<Long> calls = sendAll(MANY);
            assertThat(calls).hasSize(round);
            assertThat(state.opensAt(now)).as("a call has to end").isEqualTo(Instant.MAX);
            calls.forEach(call -> end(call, Sign.WORKS));
        }
        before.subList(1, 20).forEach(call -> end(call, Sign.WORKS));
        assertThat(sendAll(MANY)).as("those from before count for nothing").hasSize(128);
    }

    @Test
    void tellsForHowLongItsGateIsClosed() {
        assertThat(state.status(now)).isEqualTo(new TargetStatus("a", "m", Breaker.CLOSED, 0));

        refuse(5);
        now = now.plusSeconds(2);
        assertThat(state.status(now).closedSeconds()).isEqualTo(3);

        now = now.plusSeconds(3);
        assertThat(state.status(now).closedSeconds()).isZero();
    }

    @Test
    void tellsTheStateOfItsCircuitBreaker() {
        sendAll(30).forEach(call -> end(call, Sign.FAILS));
        assertThat(state.status(now).breaker()).isEqualTo(Breaker.OPEN);

        now = now.plusSeconds(60);
        assertThat(state.acquire()).isTrue();
        assertThat(state.status(now).breaker()).isEqualTo(Breaker.HALF_OPEN);
    }

    @Test
    void aProbeThatIsRefusedStartsItAllAgain() {
        refuse(5);
        now = now.plusSeconds(5);
        endAll(sendAll(MANY));
        List<Long> calls = sendAll(MANY);
        end(calls.get(0), Sign.paused(Duration.ofSeconds(1)));
        end(calls.get(1), Sign.WORKS);

        now = now.plusSeconds(1);
        assertThat(sendAll(MANY)).hasSize(1);
    }

    @Test
    void aProbeThatWasNotMadeOrSaysNothingIsFollowedByAnother() {
        refuse(5);
        now = now.plusSeconds(5);
        state.cancel(sendAll(MANY).get(0));
        end(sendAll(MANY).get(0), Sign.NONE);
        end(sendAll(MANY).get(0), Sign.FAILS);

        assertThat(sendAll(MANY)).hasSize(1);
    }

    @Test
    void nothingGoesUntilTheResetOfWhatIsUsedUp() {
        for (Unit unit : Unit.values()) {
            end(sendAll(1).get(0), said(unit, 0, 30));
            assertThat(sendAll(1)).isEmpty();
            now = now.plusSeconds(29);
            assertThat(sendAll(1)).isEmpty();

            now = now.plusSeconds(1);
            List<Long> probe = sendAll(MANY);
            assertThat(probe).hasSize(1);
            end(probe.get(0), said(Unit.REQUESTS, 7, 30));
            assertThat(sendAll(MANY)).as("no more than it says").hasSize(7);
            now = now.plusSeconds(30);
        }
    }

    @Test
    void callsThatWereSentSinceAreNotCountedYet() {
        List<Long> calls = sendAll(5);
        end(calls.get(1), said(Unit.REQUESTS, 10, 60));

        assertThat(sendAll(MANY)).hasSize(7);
        assertThat(state.opensAt(now)).isEqualTo(now.plusSeconds(60));
    }

    @Test
    void anAnswerToAnEarlierCallDoesNotMakeItMoreAgain() {
        List<Long> calls = sendAll(4);
        end(calls.get(3), said(Unit.REQUESTS, 2, 60));
        end(calls.get(0), said(Unit.REQUESTS, 100, 5));

        assertThat(sendAll(MANY)).hasSize(2);
    }

    @Test
    void anEarlierEndDoesNotOpenTheGateEarlier() {
        List<Long> calls = sendAll(3);
        end(calls.get(1), said(Unit.REQUESTS, 0, 60));
        end(calls.get(0), said(Unit.REQUESTS, 0, 5));
        end(calls.get(2), said(Unit.REQUESTS, 0, 10));
        assertThat(state.opensAt(now)).isEqualTo(now.plusSeconds(60));

        now = now.plusSeconds(59);
        assertThat(sendAll(1)).isEmpty();
    }

    @Test
    void whatALaterCallIsToldOpensTheGateAgain() {
        List<Long> calls = sendAll(3);
        end(calls.get(1), said(Unit.REQUESTS, 0, 60));
        end(calls.get(2), said(Unit.REQUESTS, 3, 60));

        assertThat(sendAll(MANY)).hasSize(3);
    }

    @Test
    void whatWasSaidOfATimeThatIsPastIsNoNews() {
        List<Long> calls = sendAll(1);
        now = now.plusSeconds(10);
        end(calls.get(0), said(Unit.REQUESTS, 0, -1));

        assertThat(sendAll(MANY)).hasSize(MANY);
    }

    /** Else an endpoint with a limit that is never reached would be stopped at each of its resets. */
    @Test
    void whatIsNotUsedUpIsThereAgainAfterTheReset() {
        end(sendAll(1).get(0), said(Unit.REQUESTS, 59, 60));
        endAll(sendAll(20));
        now = now.plusSeconds(60);

        assertThat(sendAll(MANY))
                .as("as many as ever remained, but 20, and one that finds out")
                .hasSize(40);
    }

    @Test
    void afterARefusalAPromiseOfMoreDoesNotLetAllOut() {
        refuse(5);
        now = now.plusSeconds(5);
        end(sendAll(MANY).get(0), said(Unit.REQUESTS, 1_000, 60));

        assertThat(sendAll(MANY)).hasSize(2);
    }

    @Test
    void tokensThatRemainHoldNothingBack() {
        end(sendAll(1).get(0), said(Unit.TOKENS, 1, 60));

        assertThat(sendAll(MANY)).hasSize(MANY);
    }

    @Test
    void aCallThatIsNotMadeGivesBackItsPart() {
        end(sendAll(1).get(0), said(Unit.REQUESTS, 1, 60));
        state.cancel(sendAll(MANY).get(0));

        assertThat(sendAll(MANY)).hasSize(1);
    }

    @Test
    void itIsForgottenOnlyWhenAllIsWellForAWhile() {
        assertThat(state.forgettable(now)).isTrue();
        refuse(5);
        assertThat(state.forgettable(now)).isFalse();
        now = now.plusSeconds(5);
        assertThat(state.forgettable(now)).isFalse();
        now = now.plus(Duration.ofMinutes(10));
        assertThat(state.forgettable(now)).isTrue();
        sendAll(1);
        assertThat(state.forgettable(now)).isFalse();
    }

    private void refuse(int seconds) {
        end(sendAll(1).get(0), Sign.paused(Duration.ofSeconds(seconds)));
    }

    private Sign said(Unit unit, long count, int seconds) {
        return Sign.WORKS.saying(List.of(new Remaining(unit, count, now.plusSeconds(seconds))));
    }

    private void endAll(List<Long> calls) {
        calls.forEach(call -> end(call, Sign.WORKS));
    }

    private void end(long call, Sign sign) {
        state.release(call, sign, now);
    }

    /** As many calls as the gate lets out. */
    private List<Long> sendAll(int most) {
        List<Long> calls = new ArrayList<>();
        while (calls.size() < most && !state.opensAt(now).isAfter(now) && state.acquire()) {
            calls.add(state.depart());
        }
        return calls;
    }
}
