package dev.sluice.processor.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.Attempt;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.Cost;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Position;
import dev.sluice.v1.Timings;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What outcomes add. */
class BillsTest {
    private static final Instant ANSWERED = Instant.parse("2026-11-22T15:04:05Z");
    private static final Account ACCOUNT = new Account("acme", "gpt", "first");
    private static final Account OTHER = new Account("acme", "gpt", "second");

    @Test
    void aCompletionAddsItsTokensAndItsCost() {
        ChatCompletion completion = completion(usage(30L, 12L, 50L));
        completion.getUsage().setCachedTokens(10L);
        completion.getUsage().setReasoningTokens(5L);
        completion.setCost(new Cost(new BigDecimal("0.000000000042"), "USD", "p"));

        Bill bill = Bills.of(completion);

        assertThat(bill.at()).contains(ANSWERED);
        assertThat(bill.lines())
                .containsExactly(
                        new Bill.Line(
                                ACCOUNT,
                                new Tally.Builder()
                                        .one(Count.REQUESTS)
                                        .add(Count.PROMPT_TOKENS, 30)
                                        .add(Count.CACHED_TOKENS, 10)
                                        .add(Count.COMPLETION_TOKENS, 12)
                                        .add(Count.REASONING_TOKENS, 5)
                                        .add(Count.TOTAL_TOKENS, 50)
                                        .cost("USD", new BigDecimal("0.000000000042"))
                                        .build()));
    }

    @Test
    void whatIsNotKnownIsCountedAndAddsNothing() {
        Tally nothing = tally(completion(null));
        assertThat(nothing.get(Count.UNKNOWN_USAGE_REQUESTS)).isEqualTo(1);
        assertThat(nothing.get(Count.UNPRICED_REQUESTS)).isEqualTo(1);
        assertThat(nothing.get(Count.TOTAL_TOKENS)).isZero();
        assertThat(nothing.costs()).isEmpty();

        Tally half = tally(completion(usage(30L, null, null)));
        assertThat(half.get(Count.UNKNOWN_USAGE_REQUESTS)).isEqualTo(1);
        assertThat(half.get(Count.PROMPT_TOKENS)).isEqualTo(30);
        assertThat(half.get(Count.TOTAL_TOKENS)).isEqualTo(30);
    }

    @Test
    void aSumThatIsNotReportedIsAddedUp() {
        assertThat(tally(completion(usage(30L, 12L, null))).get(Count.TOTAL_TOKENS)).isEqualTo(42);
    }

    @Test
    void anEstimateIsCounted() {
        ChatCompletion completion = completion(usage(30L, 12L, null));
        completion.getUsage().setSource(UsageSource.ESTIMATED);

        assertThat(tally(completion).get(Count.ESTIMATED_REQUESTS)).isEqualTo(1);
    }

    @Test
    void callsInVainAreOnTheirEndpointsAndNotInTheTenantsTokens() {
        ChatCompletion completion = completion(usage(30L, 12L, 42L));
        completion.setAttempts(
                List.of(
                        attempt("second", FailureReason.RATE_LIMITED, BilledTo.NOBODY, null),
                        attempt("second", FailureReason.TIMEOUT, BilledTo.OPERATOR, null),
                        attempt(
                                "first",
                                FailureReason.TRUNCATED_STREAM,
                                BilledTo.OPERATOR,
                                usage(30L, 3L, null)),
                        attempt("first", null, BilledTo.TENANT, usage(30L, 12L, 42L))));

        List<Bill.Line> lines = Bills.of(completion).lines();

        assertThat(lines).extracting(Bill.Line::account).containsExactly(ACCOUNT, OTHER);
        Tally answered = lines.get(0).tally();
        assertThat(answered.get(Count.REQUESTS)).isEqualTo(1);
        assertThat(answered.get(Count.TOTAL_TOKENS)).isEqualTo(42);
        assertThat(answered.get(Count.FAILED_ATTEMPTS)).isEqualTo(1);
        assertThat(answered.get(Count.FAILED_ATTEMPT_TOKENS)).isEqualTo(33);
        assertThat(answered.get(Count.UNKNOWN_USAGE_ATTEMPTS)).isZero();
        assertThat(lines.get(1).tally())
                .isEqualTo(
                        new Tally.Builder()
                                .add(Count.FAILED_ATTEMPTS, 2)
                                .one(Count.REFUSED_ATTEMPTS)
                                .one(Count.UNKNOWN_USAGE_ATTEMPTS)
                                .build());
    }

    @Test
    void eachCallThatWasSentIsItsEndpointsAndItsSenders() {
        ChatCompletion completion = completion(usage(30L, 12L, 42L));
        Attempt unsent = attempt("second", FailureReason.CONNECTION, BilledTo.NOBODY, null);
        Attempt failed = attempt("second", FailureReason.TIMEOUT, BilledTo.OPERATOR, null);
        failed.setInstance("run-1");
        Attempt answered = attempt("first", null, BilledTo.TENANT, usage(30L, 12L, 42L));
        answered.setInstance("run-2");
        completion.setAttempts(List.of(unsent, failed, answered));

        Bill bill = Bills.of(completion);

        assertThat(bill.calls())
                .containsExactly(
                        new Bill.Sender("run-1", "second"), new Bill.Sender("run-2", "first"));
        assertThat(bill.lines().get(0).tally().get(Count.ATTEMPTS)).isEqualTo(1);
        assertThat(bill.lines().get(1).tally().get(Count.ATTEMPTS)).isEqualTo(1);
        assertThat(bill.lines().get(1).tally().get(Count.FAILED_ATTEMPTS)).isEqualTo(2);
    }

    @Test
    void aFailureCountsWhereItEnded() {
        ChatFailure failure =
                failure().setTenant("acme").setModel("gpt").setEndpoint("first").build();
        failure.getTimings().setAnsweredAt(ANSWERED);
        failure.setAttempts(
                List.of(attempt("first", FailureReason.SERVER_ERROR, BilledTo.OPERATOR, null)));

        assertThat(Bills.of(failure))
                .isEqualTo(
                        new Bill(
                                Optional.of(ANSWERED),
                                List.of(
                                        new Bill.Line(
                                                ACCOUNT,
                                                new Tally.Builder()
                                                        .one(Count.FAILED_REQUESTS)
                                                        .one(Count.FAILED_ATTEMPTS)
                                                        .one(Count.UNKNOWN_USAGE_ATTEMPTS)
                                                        .build()))));
    }

    @Test
    void whatCouldNotBeReadIsNobodysAndCountsWhenItIsPublished() {
        assertThat(Bills.of(failure().build()))
                .isEqualTo(
                        new Bill(
                                Optional.empty(),
                                List.of(
                                        Lines.of(
                                                new Account("", "", ""),
                                                Count.FAILED_REQUESTS,
                                                1))));
    }

    private static Tally tally(ChatCompletion completion) {
        return Bills.of(completion).lines().get(0).tally();
    }

    private static ChatCompletion completion(@Nullable Usage usage) {
        return ChatCompletion.newBuilder()
                .setId("r")
                .setTenant("acme")
                .setPosition(new Position("requests", 0, 0L))
                .setEndpoint("first")
                .setRequestedModel("gpt")
                .setModel("gpt-2026")
                .setUsage(usage)
                .setTimings(timings().setAnsweredAt(ANSWERED).build())
                .build();
    }

    @Test
    void whatIsTooLongForANameIsNone() {
        String longest = "x".repeat(256);

        assertThat(Bills.of(failure().setTenant(longest).setModel(longest + "x").build()).lines())
                .singleElement()
                .satisfies(
                        line -> assertThat(line.account()).isEqualTo(new Account(longest, "", "")));
    }

    private static ChatFailure.Builder failure() {
        return ChatFailure.newBuilder()
                .setPosition(new Position("requests", 0, 0L))
                .setReason(FailureReason.UNREADABLE)
                .setMessage("not Avro")
                .setTimings(timings().build());
    }

    private static Timings.Builder timings() {
        return Timings.newBuilder().setAppendedAt(Instant.EPOCH);
    }

    private static Usage usage(
            @Nullable Long prompt, @Nullable Long completion, @Nullable Long total) {
        return Usage.newBuilder()
                .setPromptTokens(prompt)
                .setCompletionTokens(completion)
                .setTotalTokens(total)
                .setSource(UsageSource.REPORTED)
                .build();
    }

    private static Attempt attempt(
            String endpoint,
            @Nullable FailureReason reason,
            BilledTo billedTo,
            @Nullable Usage usage) {
        return Attempt.newBuilder()
                .setNumber(1)
                .setEndpoint(endpoint)
                .setStartedAt(Instant.EPOCH)
                .setDurationUs(1)
                .setReason(reason)
                .setUsage(usage)
                .setBilledTo(billedTo)
                .build();
    }
}
