package dev.sluice.processor.dispatch;

import dev.sluice.processor.metrics.EndpointMeters;
import dev.sluice.v1.FailureReason;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures the calls to one endpoint as they end.
 *
 * @param meters those of the endpoint
 */
record MeasuredCalls(EndpointMeters meters) {
    /** What is counted of calls that gave an answer; of the others, the reason's name. */
    static final String ANSWERED = "answered";

    /** A call has ended, and this came of it. */
    void ended(FinishedCall finished, CallEnd end) {
        if (finished.result() instanceof CallResult.Unsent) {
            return;
        }
        String result = result(finished.result());
        meters.ended(result, Duration.of(finished.durationMicros(), ChronoUnit.MICROS));
        finished.firstTokenAt()
                .ifPresent(at -> meters.firstToken(Duration.between(finished.startedAt(), at)));
        if (finished.call().past().attempts().isEmpty()) {
            meters.waited(
                    Duration.between(finished.call().subject().admittedAt(), finished.startedAt()));
        }
        if (end instanceof CallEnd.Again) {
            meters.retried(result);
        }
    }

    /** All that is counted. */
    static List<String> results() {
        return Stream.concat(
                        Stream.of(ANSWERED),
                        Arrays.stream(FailureReason.values()).map(FailureReason::name))
                .toList();
    }

    private static String result(CallResult result) {
        return result instanceof CallResult.Failed failed
                ? failed.failure().lastCause().orElse(failed.failure().reason()).name()
                : ANSWERED;
    }
}
