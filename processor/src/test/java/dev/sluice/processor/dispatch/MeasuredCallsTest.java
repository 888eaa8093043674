package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.dispatch.CallEnd.Sign;
import dev.sluice.processor.dispatch.CallEnd.Spent;
import dev.sluice.processor.metrics.CallMeters;
import dev.sluice.processor.outcome.Failure;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.FailureReason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MeasuredCallsTest {
    /** Requests of these tests are taken in at the epoch. */
    private static final Instant START = Instant.ofEpochSecond(4);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeasuredCalls measured = new MeasuredCalls(new CallMeters(registry).of("test"));

    @Test
    void measuresAFirstCall() {
        measured.ended(finished(Past.NONE, Calls.answered()), new CallEnd.Unsent());

        assertThat(calls("answered")).isEqualTo(1);
        assertThat(registry.get("sluice.wait").timer().totalTime(TimeUnit.SECONDS)).isEqualTo(4);
        assertThat(registry.get("sluice.call").timer().totalTime(TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(registry.get("sluice.first.token").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(1);
    }

    @Test
    void countsARetryByItsReason() {
        FinishedCall failed = finished(Past.NONE, failed());
        measured.ended(
                failed,
                new CallEnd.Again(
                        Past.NONE.and(failed.failed((CallResult.Failed) failed.result())),
                        START,
                        Sign.NONE,
                        Spent.UNKNOWN));

        assertThat(calls("TIMEOUT")).isEqualTo(1);
        assertThat(registry.get("sluice.retries").tag("reason", "TIMEOUT").counter().count())
                .isEqualTo(1);
    }

    @Test
    void onlyTheFirstCallEndsTheWait() {
        FinishedCall first = finished(Past.NONE, failed());
        Past past = Past.NONE.and(first.failed((CallResult.Failed) first.result()));
        measured.ended(finished(past, Calls.answered()), new CallEnd.Unsent());

        assertThat(registry.get("sluice.wait").timer().count()).isZero();
        assertThat(registry.get("sluice.call").timer().count()).isEqualTo(1);
    }

    @Test
    void aCallThatWasNotSentIsNone() {
        measured.ended(finished(Past.NONE, new CallResult.Unsent()), new CallEnd.Unsent());

        assertThat(registry.get("sluice.call").timer().count()).isZero();
        assertThat(registry.get("sluice.wait").timer().count()).isZero();
    }

    private double calls(String result) {
        return registry.get("sluice.calls").tag("result", result).counter().count();
    }

    private static CallResult failed() {
        return new CallResult.Failed(
                Failure.of(FailureReason.TIMEOUT, "no"), BilledTo.OPERATOR, Optional.empty());
    }

    private static FinishedCall finished(Past past, CallResult result) {
        return new FinishedCall(
                Calls.of(Calls.hello(), past, "test"),
                Optional.of("run"),
                START,
                2_000_000,
                Optional.empty(),
                Optional.of(START.plusSeconds(1)),
                result);
    }
}
