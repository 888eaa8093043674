package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.EndpointStats;
import dev.sluice.localstack.endpoint.Latency;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.localstack.endpoint.chat.TokenCounting;
import dev.sluice.localstack.endpoint.fault.FaultScript;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.Topics;
import dev.sluice.v1.Attempt;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.FailureReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An endpoint that fails three calls in ten costs time, and nothing else. */
@ExtendWith(BackboneExtension.class)
class RetryIT {
    private static final int REQUESTS = Integer.getInteger("sluice.test.retry-requests", 20_000);
    private static final int IN_FLIGHT = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** A tenth of all calls each: a rule sees only what those before it let pass. */
    private static final String THREE_IN_TEN =
            """
            [{"probability": 0.1, "seed": 1, "action": "status", "status": 500},
             {"probability": 0.11111, "seed": 2, "action": "status", "status": 503},
             {"probability": 0.125, "seed": 3, "action": "reset"}]""";

    @TempDir Path folder;

    @Test
    void everyRequestCompletesAndEveryCallIsOnRecord(Backbone backbone) {
        Topics topics = Topics.create(backbone, "retry", 4);
        EndpointOptions options =
                EndpointOptions.defaults()
                        .withLatency(Latency.fixed(Duration.ofMillis(500)))
                        .withUsage(TokenCounting.APPROXIMATE)
                        .withRecorded(0)
                        .withFaults(FaultScript.parse(THREE_IN_TEN));
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            publisher.sendMany(REQUESTS);
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("endpoints.test.timeout", "60s")
                            .with("endpoints.test.retry.max-delay", "1s")
                            .with("endpoints.test.breaker.failure-rate", 80)
                            .with("dispatch.max-in-flight", IN_FLIGHT)
                            .with("pending.window-records", 2 * IN_FLIGHT);
            try (Instance instance = Instance.start(config, folder)) {
                outcomes.await(REQUESTS, PATIENCE).drain(Duration.ofSeconds(1));
                assertThat(instance.isAlive()).isTrue();
            }
            assertThat(outcomes.doubled()).isEmpty();
            assertThat(outcomes.failures()).isEmpty();
            assertThat(outcomes.completions()).hasSize(REQUESTS);
            addsUp(outcomes.completions(), endpoint.stats());
        }
    }

    private static void addsUp(List<ChatCompletion> completions, EndpointStats stats) {
        List<Attempt> attempts =
                completions.stream().flatMap(one -> one.getAttempts().stream()).toList();
        assertThat(attempts).hasSize((int) stats.requests());
        for (Map.Entry<Integer, Long> status : stats.statuses().entrySet()) {
            assertThat(count(attempts, status.getKey()))
                    .as("calls with status %d", status.getKey())
                    .isEqualTo(status.getValue());
        }
        assertThat(stats.statuses()).containsOnlyKeys(200, 500, 503);
        // What is left are the resets.
        assertThat(count(attempts, null)).isGreaterThan(REQUESTS / 20);
        assertThat(completions.stream().mapToLong(one -> one.getUsage().getTotalTokens()).sum())
                .isEqualTo(stats.promptTokens() + stats.completionTokens());
        // How many come together while the first wait for their answers is the machine's affair.
        assertThat(stats.peakConcurrency()).isBetween(IN_FLIGHT / 10L, (long) IN_FLIGHT);
        assertThat(completions).anyMatch(one -> one.getAttempts().size() >= 3);
        assertThat(completions).allSatisfy(one -> eachIsTold(one.getAttempts()));
    }

    private static long count(List<Attempt> attempts, @Nullable Integer status) {
        return attempts.stream()
                .filter(
                        attempt ->
                                status == null
                                        ? attempt.getStatus() == null
                                        : status.equals(attempt.getStatus()))
                .count();
    }

    private static void eachIsTold(List<Attempt> attempts) {
        assertThat(attempts)
                .extracting(Attempt::getNumber)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, attempts.size()).boxed().toList());
        for (Attempt attempt : attempts) {
            if (attempt.getStatus() == null) {
                assertThat(attempt.getReason()).isEqualTo(FailureReason.CONNECTION);
                assertThat(attempt.getBilledTo()).isEqualTo(BilledTo.OPERATOR);
            } else if (attempt.getStatus() == 200) {
                assertThat(attempt.getReason()).isNull();
                assertThat(attempt.getBilledTo()).isEqualTo(BilledTo.TENANT);
            } else {
                assertThat(attempt.getReason()).isEqualTo(FailureReason.SERVER_ERROR);
                assertThat(attempt.getBilledTo()).isEqualTo(BilledTo.NOBODY);
            }
        }
        assertThat(attempts.get(attempts.size() - 1).getStatus()).isEqualTo(200);
    }
}
