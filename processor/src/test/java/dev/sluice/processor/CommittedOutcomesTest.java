package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.metrics.Meters;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.schemas.RecordEncoder;
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
import dev.sluice.v1.Waited;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommittedOutcomesTest {
    private static final Instant TAKEN_IN = Instant.ofEpochSecond(1_000);
    private static final Instant ANSWERED = TAKEN_IN.plusSeconds(3);
    private static final Instant COMMITTED = ANSWERED.plusMillis(40);

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CommittedOutcomes outcomes =
            new CommittedOutcomes(Meters.in(registry, () -> COMMITTED, 10, 10), () -> COMMITTED);
    private final OutcomeEncoder encoder =
            new OutcomeEncoder(
                    new RecordEncoder<>(ChatCompletion.getClassSchema(), 1),
                    new RecordEncoder<>(ChatFailure.getClassSchema(), 2));

    @Test
    void countsWhatIsCommittedAndNothingBefore() {
        outcomes.forwarded(completion());
        assertThat(completions()).isZero();

        outcomes.committed();
        outcomes.committed();
        assertThat(completions()).isEqualTo(1);
    }

    @Test
    void forgetsWhatIsVoid() {
        outcomes.forwarded(completion());
        outcomes.aborted();
        outcomes.committed();

        assertThat(completions()).isZero();
    }

    @Test
    void eachThreadHasItsOwnTransaction() throws InterruptedException {
        outcomes.forwarded(completion());
        Thread other = new Thread(outcomes::committed);
        other.start();
        other.join();

        assertThat(completions()).isZero();
    }

    @Test
    void measuresACompletion() {
        outcomes.forwarded(completion());
        outcomes.committed();

        assertThat(registry.scrape().lines())
                .contains(
                        "sluice_publish_seconds_sum 0.04",
                        "sluice_request_seconds_sum 3.04",
                        "sluice_waited_seconds_total{dimension=\"concurrent\",scope=\"tenant\"} 1.5",
                        "sluice_waited_seconds_total{dimension=\"concurrent\",scope=\"instance\"} 0.25",
                        "sluice_tenant_outcomes_total{outcome=\"completion\",tenant=\"acme\"} 1.0",
                        "sluice_tenant_tokens_total{kind=\"prompt\",tenant=\"acme\"} 7.0",
                        "sluice_model_tokens_total{endpoint=\"main\",kind=\"completion\",model=\"asked\"} 5.0",
                        "sluice_tenant_cost_total{currency=\"EUR\",tenant=\"acme\"} 0.5")
                .doesNotContain("sluice_unpriced_total{endpoint=\"main\"} 1.0");
    }

    @Test
    void measuresAFailure() {
        ChatFailure failure =
                ChatFailure.newBuilder()
                        .setPosition(new Position("requests", 0, 1L))
                        .setReason(FailureReason.TIMEOUT)
                        .setMessage("no answer")
                        .setTenant("acme")
                        .setModel("asked")
                        .setEndpoint("main")
                        .setTimings(
                                Timings.newBuilder()
                                        .setAppendedAt(TAKEN_IN)
                                        .setAdmittedAt(TAKEN_IN)
                                        .build())
                        .build();
        outcomes.forwarded(encoder.encode(failure));
        outcomes.committed();

        assertThat(registry.scrape().lines())
                .contains(
                        "sluice_outcomes_total{outcome=\"failure\",reason=\"TIMEOUT\"} 1.0",
                        "sluice_outcomes_total{outcome=\"failure\",reason=\"INVALID\"} 0.0",
                        "sluice_model_outcomes_total{endpoint=\"main\",model=\"asked\",outcome=\"failure\"} 1.0",
                        "sluice_request_seconds_count 1",
                        "sluice_publish_seconds_count 0");
    }

    private double completions() {
        return registry.get("sluice.outcomes").tag("outcome", "completion").counter().count();
    }

    private Outcome completion() {
        Attempt attempt =
                Attempt.newBuilder()
                        .setNumber(1)
                        .setEndpoint("main")
                        .setStartedAt(TAKEN_IN)
                        .setDurationUs(3_000_000)
                        .setBilledTo(BilledTo.TENANT)
                        .build();
        return encoder.encode(
                ChatCompletion.newBuilder()
                        .setId("1")
                        .setTenant("acme")
                        .setPosition(new Position("requests", 0, 0L))
                        .setEndpoint("main")
                        .setRequestedModel("asked")
                        .setModel("sent")
                        .setChoices(List.of())
                        .setUsage(
                                Usage.newBuilder()
                                        .setPromptTokens(7L)
                                        .setCompletionTokens(5L)
                                        .setTotalTokens(12L)
                                        .setSource(UsageSource.REPORTED)
                                        .build())
                        .setCost(
                                Cost.newBuilder()
                                        .setAmount(new BigDecimal("0.500000000000"))
                                        .setCurrency("EUR")
                                        .build())
                        .setAttempts(List.of(attempt))
                        .setWaited(
                                List.of(
                                        new Waited("tenant:acme", "concurrent", 1_500L),
                                        new Waited("instance", "concurrent", 250L)))
                        .setTimings(
                                Timings.newBuilder()
                                        .setAppendedAt(TAKEN_IN)
                                        .setAdmittedAt(TAKEN_IN)
                                        .setDispatchedAt(TAKEN_IN)
                                        .setAnsweredAt(ANSWERED)
                                        .build())
                        .build());
    }
}
