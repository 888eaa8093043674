package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.PriceConfig;
import dev.sluice.processor.config.RetryConfig;
import dev.sluice.processor.dispatch.CallEnd.Again;
import dev.sluice.processor.dispatch.CallEnd.Final;
import dev.sluice.processor.outcome.Failure;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.processor.price.PriceList;
import dev.sluice.schemas.RecordDecoder;
import dev.sluice.schemas.RecordEncoder;
import dev.sluice.schemas.UnreadableRecordException;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
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

/** What calls to an endpoint {@code a} that has a price, and to others, come to. */
abstract class CallOutcomesFixture {
    static final int MOST = 3;
    static final Instant START = Instant.ofEpochSecond(1_000);
    static final Instant END = START.plusSeconds(2);

    final CallOutcomes outcomes =
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

    ChatCompletion completion(Call call) {
        return completion(call, Calls.answered());
    }

    ChatCompletion completion(Call call, CallResult answered) {
        Final end = (Final) outcomes.of(finished(call, answered, Map.of()));
        return decode(ChatCompletion.class, end, ChatCompletion.getClassSchema());
    }

    CallEnd end(Call call, FailureReason reason, Map<String, String> headers) {
        CallResult failed =
                new CallResult.Failed(
                        Failure.of(reason, "no"), BilledTo.OPERATOR, Optional.empty());
        return outcomes.of(finished(call, failed, headers));
    }

    static FinishedCall finished(Call call, CallResult result, Map<String, String> headers) {
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

    static Call call(Past past, String... endpoints) {
        return Calls.of(
                Calls.hello(), past, endpoints.length == 0 ? new String[] {"a"} : endpoints);
    }

    static Again again(CallEnd end) {
        assertThat(end).isInstanceOf(Again.class);
        return (Again) end;
    }

    static ChatFailure failure(CallEnd end) {
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
