package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.Attempt;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.Cost;
import dev.sluice.v1.FailureReason;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a completion tells of its calls, and what it costs. */
class CompletionTest extends CallOutcomesFixture {
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
}
