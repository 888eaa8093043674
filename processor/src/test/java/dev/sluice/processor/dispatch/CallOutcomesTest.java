package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.PriceConfig;
import dev.sluice.processor.config.RetryConfig;
import dev.sluice.processor.dispatch.CallEnd.Again;
import dev.sluice.processor.dispatch.CallEnd.Final;
import dev.sluice.processor.dispatch.CallEnd.Health;
import dev.sluice.processor.dispatch.CallEnd.Load;
import dev.sluice.processor.dispatch.CallEnd.Sign;
import dev.sluice.processor.outcome.Failure;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.processor.outcome.Waits;
import dev.sluice.processor.price.PriceList;
import dev.sluice.schemas.RecordDecoder;
import dev.sluice.schemas.RecordEncoder;
import dev.sluice.schemas.UnreadableRecordException;
import dev.sluice.v1.Attempt;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.Cost;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.OnContextLength;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CallOutcomesTest {
    private static final int MOST = 3;
    private static final Instant START = Instant.ofEpochSecond(1_000);
    private static final Instant END = START.plusSeconds(2);

    private final CallOutcomes outcomes =
            new CallOutcomes(
                    new OutcomeEncoder(
                            new RecordEncoder<>(ChatCompletion.getClassSchema(), 1),
                            new RecordEncoder<>(ChatFailure.getClassSchema(), 2)),
                    new RetryRules(
                            new RetryConfig(MOST, Duration.ofSeconds(8)), new Backoff(() -> 0)),
                    PriceList.of(
                            List.of(
                                    price("before", Instant.EPOCH, "1"),
                                    price("now", END, "0.15"),
                                    price("later", END.plusNanos(1_000), "2"))),
                    OnContextLength.FAIL);

    /** What the endpoint {@code a} takes, in dollars, for a million tokens of prompts; those of answers cost four times as much. */
    private static PriceConfig price(String name, Instant from, String input) {
        BigDecimal perMillion = new BigDecimal(input);
        return new PriceConfig(
                name,
                "a",
                "small-chat",
                Optional.of(from),
                Currency.getInstance("USD"),
                perMillion,
                perMillion,
                perMillion.multiply(BigDecimal.valueOf(4)),
                BigDecimal.ZERO);
    }

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

    @Test
    void theCompletionNamesAllCalls() {
        Past past = again(end(call(Past.NONE), FailureReason.CONNECTION, Map.of())).past();

        ChatCompletion completion = completion(call(past));

        assertThat(completion.getAttempts())
                .extracting(Attempt::getBilledTo)
                .containsExactly(BilledTo.OPERATOR, BilledTo.TENANT);
        assertThat(completion.getAttempts())
                .extracting(Attempt::getReason)
                .containsExactly(FailureReason.CONNECTION, null);
    }

    @Test
    void theCompletionHasItsCostByThePriceAtItsEnd() {
        assertThat(completion(call(Past.NONE), Calls.answered(1_000, 20)).getCost())
                .isEqualTo(
                        new Cost(
                                new BigDecimal("0.000162000000"),
                                "USD",
                                "now@1970-01-01T00:16:42Z"));
    }

    @Test
    void theLargestAmountFitsTheRecord() {
        assertThat(
                        completion(call(Past.NONE), Calls.answered(Long.MAX_VALUE, Long.MAX_VALUE))
                                .getCost()
                                .getAmount())
                .isEqualTo(
                        new BigDecimal(Long.MAX_VALUE)
                                .multiply(new BigDecimal("0.00000075"))
                                .setScale(12));
    }

    @Test
    void withoutAPriceOrUsageACompletionHasNoCost() {
        assertThat(completion(call(Past.NONE, "b"), Calls.answered(1_000, 20)).getCost()).isNull();
        assertThat(completion(call(Past.NONE)).getCost()).isNull();
    }

    private ChatCompletion completion(Call call) {
        return completion(call, Calls.answered());
    }

    private ChatCompletion completion(Call call, CallResult answered) {
        Final end = (Final) outcomes.of(finished(call, answered, Map.of()));
        return decode(ChatCompletion.class, end, ChatCompletion.getClassSchema());
    }

    private CallEnd end(Call call, FailureReason reason, Map<String, String> headers) {
        CallResult failed =
                new CallResult.Failed(
                        Failure.of(reason, "no"), BilledTo.OPERATOR, Optional.empty());
        return outcomes.of(finished(call, failed, headers));
    }

    private static FinishedCall finished(
            Call call, CallResult result, Map<String, String> headers) {
        Reply reply = Reply.of(400, headers::get, END, new RateLimitHeaders("a", true));
        return new FinishedCall(
                call,
                Optional.of("run"),
                START,
                2_000_000,
                Optional.of(reply),
                Optional.empty(),
                result);
    }

    private static Call call(Past past, String... endpoints) {
        return Calls.of(
                Calls.hello(), past, endpoints.length == 0 ? new String[] {"a"} : endpoints);
    }

    private static Again again(CallEnd end) {
        assertThat(end).isInstanceOf(Again.class);
        return (Again) end;
    }

    private static ChatFailure failure(CallEnd end) {
        assertThat(end).isInstanceOf(Final.class);
        return decode(ChatFailure.class, (Final) end, ChatFailure.getClassSchema());
    }

    private static <T extends SpecificRecord> T decode(Class<T> type, Final end, Schema schema) {
        try {
            return new RecordDecoder<>(type).decode(end.outcome().value(), schema);
        } catch (UnreadableRecordException e) {
            throw new AssertionError(e);
        }
    }
}
