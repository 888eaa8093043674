package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.dispatch.CallEnd.Again;
import dev.sluice.processor.dispatch.CallEnd.Final;
import dev.sluice.processor.dispatch.CallEnd.Health;
import dev.sluice.processor.dispatch.CallEnd.Load;
import dev.sluice.processor.dispatch.CallEnd.Sign;
import dev.sluice.processor.outcome.Waits;
import dev.sluice.v1.Attempt;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.OnContextLength;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CallOutcomesTest extends CallOutcomesFixture {
    @ParameterizedTest
    @EnumSource(
            names = {"RATE_LIMITED", "TIMEOUT", "CONNECTION", "SERVER_ERROR", "TRUNCATED_STREAM"})
    void whatMayPassIsTriedAgainAfterAPause(FailureReason reason) {
        Again again = again(end(call(Past.NONE), reason, Map.of()));

        assertThat(again.notBefore()).isEqualTo(END.plusMillis(500));
        Attempt attempt = again.past().attempts().get(0);
        assertThat(attempt.getNumber()).isEqualTo(1);
        assertThat(attempt.getReason()).isEqualTo(reason);
        assertThat(attempt.getEndpoint()).isEqualTo("a");
        assertThat(attempt.getDurationUs()).isEqualTo(2_000_000);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "REJECTED",
                "CONTENT_FILTER",
                "CONTEXT_LENGTH",
                "MALFORMED_RESPONSE",
                "RESPONSE_TOO_LARGE",
                "INTERNAL",
                "EXPIRED"
            })
    void whatWouldFailAgainIsNot(FailureReason reason) {
        Call call = call(Past.NONE, "a", "b");

        assertThat(failure(end(call, reason, Map.of())).getReason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"AUTHENTICATION", "QUOTA_EXHAUSTED", "UNKNOWN_MODEL", "TOO_LARGE_FOR_LIMIT"})
    void whatOneEndpointRefusesForGoodAnotherIsAskedAtOnce(FailureReason reason) {
        Again again = again(end(call(Past.NONE, "a", "b"), reason, Map.of()));
        assertThat(again.notBefore()).isEqualTo(END);
        assertThat(again.past().left(call(Past.NONE, "a", "b").route()).orElseThrow().targets())
                .extracting(target -> target.endpoint())
                .containsExactly("b");

        assertThat(failure(end(call(again.past(), "b"), reason, Map.of())).getAttempts())
                .hasSize(2);
    }

    @Test
    void callsAreCountedButNotThoseThatWereTurnedAway() {
        Past past = Past.NONE;
        for (int i = 0; i < 5; i++) {
            past = again(end(call(past), FailureReason.RATE_LIMITED, Map.of())).past();
        }
        for (int i = 1; i < MOST; i++) {
            past = again(end(call(past), FailureReason.SERVER_ERROR, Map.of())).past();
        }

        ChatFailure failure = failure(end(call(past), FailureReason.SERVER_ERROR, Map.of()));

        assertThat(failure.getReason()).isEqualTo(FailureReason.SERVER_ERROR);
        assertThat(failure.getAttempts())
                .extracting(Attempt::getNumber)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void probesCostARequestNoneOfItsTries() {
        Past past = Past.NONE;
        for (int i = 0; i < 10 * MOST; i++) {
            Call call = call(past);
            Call probe =
                    new Call(
                            call.subject(),
                            call.past(),
                            call.route(),
                            call.target(),
                            true,
                            Call.ANY_TIME,
                            Waits.NONE);
            past = again(end(probe, FailureReason.CONNECTION, Map.of())).past();
        }

        assertThat(past.attempts()).hasSize(10 * MOST);
    }

    @Test
    void theEndpointsAdviceOverridesTheReason() {
        Map<String, String> no = Map.of("x-should-retry", "false");
        Map<String, String> yes = Map.of("x-should-retry", "true");

        assertThat(end(call(Past.NONE), FailureReason.SERVER_ERROR, no)).isInstanceOf(Final.class);
        assertThat(end(call(Past.NONE), FailureReason.REJECTED, yes)).isInstanceOf(Again.class);
    }

    @Test
    void theEndpointsPauseIsKept() {
        Map<String, String> asked = Map.of("retry-after", "60");

        Again limited = again(end(call(Past.NONE), FailureReason.RATE_LIMITED, asked));

        assertThat(limited.notBefore()).isEqualTo(END.plusSeconds(60));
        assertThat(limited.sign())
                .isEqualTo(Sign.paused(Duration.ofSeconds(60)).after(Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMITED,        TOO_MUCH, WORKS",
        "SERVER_ERROR,        TOO_MUCH, FAILS",
        "TIMEOUT,             TOO_MUCH, FAILS",
        "CONNECTION,          TOO_MUCH, FAILS",
        "TRUNCATED_STREAM,    TOO_MUCH, FAILS",
        "MALFORMED_RESPONSE,  UNKNOWN,  FAILS",
        "AUTHENTICATION,      UNKNOWN,  FAILS",
        "REJECTED,            UNKNOWN,  WORKS",
        "TOO_LARGE_FOR_LIMIT, UNKNOWN,  WORKS",
        "EXPIRED,             UNKNOWN,  UNKNOWN"
    })
    void theLoadIsToBlameForWhatAnOverloadedEndpointDoes(
            FailureReason reason, Load load, Health health) {
        Sign sign = end(call(Past.NONE), reason, Map.of()).sign();

        assertThat(sign.load()).isEqualTo(load);
        assertThat(sign.health()).isEqualTo(health);
    }

    @Test
    void whatRemainsIsToldOfAnswersAndOfFailures() {
        Map<String, String> headers =
                Map.of(
                        "x-ratelimit-remaining-requests", "3",
                        "x-ratelimit-reset-requests", "6m0s");
        Remaining remaining =
                new Remaining(Remaining.Unit.REQUESTS, 3, END.plus(Duration.ofMinutes(6)));

        assertThat(outcomes.of(finished(call(Past.NONE), Calls.answered(), headers)).sign())
                .isEqualTo(Sign.WORKS.saying(List.of(remaining)).after(Duration.ofSeconds(2)));
        assertThat(end(call(Past.NONE), FailureReason.REJECTED, headers).sign().remaining())
                .containsExactly(remaining);
    }

    @Test
    void noCallIsPutOffBeyondTheDeadline() {
        Call hurried = Calls.of(Calls.hello().setDeadline(END.plusMillis(500)), Past.NONE, "a");

        ChatFailure failure = failure(end(hurried, FailureReason.SERVER_ERROR, Map.of()));

        assertThat(failure.getReason()).isEqualTo(FailureReason.EXPIRED);
        assertThat(failure.getLastCause()).isEqualTo(FailureReason.SERVER_ERROR);
        assertThat(failure.getAttempts()).hasSize(1);
    }

    @Test
    void whatDoesNotFitIsShortenedWhereThatIsAskedFor() {
        Call call =
                Calls.of(
                        Calls.hello()
                                .setOnContextLength(OnContextLength.TRIM_OLDEST)
                                .setMessages(
                                        List.of(
                                                Calls.message("user", "1"),
                                                Calls.message("user", "2"))),
                        Past.NONE,
                        "a");

        Again again = again(end(call, FailureReason.CONTEXT_LENGTH, Map.of()));
        assertThat(again.past().trimmedMessages()).isEqualTo(1);
        assertThat(again.notBefore()).isEqualTo(END);
        assertThat(again.sign().health()).isEqualTo(Health.WORKS);

        Call shorter =
                new Call(
                        call.subject(),
                        again.past(),
                        call.route(),
                        call.target(),
                        false,
                        Call.ANY_TIME,
                        Waits.NONE);
        assertThat(SentRequest.of(shorter).getMessages())
                .containsExactly(Calls.message("user", "2"));
        assertThat(IdempotencyKey.of(shorter)).isNotEqualTo(IdempotencyKey.of(call)).hasSize(32);
        assertThat(failure(end(shorter, FailureReason.CONTEXT_LENGTH, Map.of())).getAttempts())
                .hasSize(2);
        assertThat(completion(shorter).getTrimmedMessages()).isEqualTo(1);
    }
}
