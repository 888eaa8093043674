package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.localstack.endpoint.fault.FaultScript;
import dev.sluice.processor.support.EndpointConfigs;
import dev.sluice.v1.FailureReason;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However calls end, they end once and leave nothing behind: no connection, no place in the pool. */
class HttpLaneTest {
    private static final int CONNECTIONS = 3;
    private static final int TIMEOUT_MILLIS = 4_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();
    private final SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults());
    private TestLane lane;

    @BeforeEach
    void open() {
        lane =
                TestLane.open(
                        vertx,
                        EndpointConfigs.of(
                                endpoint.url(),
                                "timeout: " + TIMEOUT_MILLIS + "ms",
                                "max-response-bytes: 16KiB"),
                        CONNECTIONS);
    }

    @AfterEach
    void close() {
        vertx.close().await();
        endpoint.close();
    }

    @Test
    void callsThatHangLeaveTheirConnectionsToOthers() {
        allEnd("{\"action\":\"hang\"}", FailureReason.TIMEOUT);
    }

    @Test
    void answersThatDripAreCutOffInTime() {
        allEnd("{\"action\":\"drip\",\"pieces\":200,\"ms\":100}", FailureReason.TIMEOUT);
    }

    @Test
    void connectionsThatAreResetAreReplaced() {
        allEnd("{\"action\":\"reset\",\"at\":\"in_body\"}", FailureReason.CONNECTION);
    }

    @Test
    void answersThatAreTooLargeAreCutOff() {
        allEnd(
                "{\"action\":\"status\",\"status\":200,\"body\":\"%s\"}"
                        .formatted("x".repeat(100_000)),
                FailureReason.RESPONSE_TOO_LARGE);
    }

    /** More calls than the pool has connections all go wrong, and as many good ones after them do not. */
    private void allEnd(String fault, FailureReason reason) {
        int calls = 2 * CONNECTIONS;
        endpoint.faults(FaultScript.parse("[" + fault + "]"));
        send(calls);
        assertThat(lane.await(calls))
                .allSatisfy(
                        call ->
                                assertThat(TestLane.failed(call).failure().reason())
                                        .isEqualTo(reason));
        assertThat(lane.inFlight()).isZero();

        endpoint.faults(FaultScript.none());
        send(calls);
        assertThat(lane.await(calls))
                .allSatisfy(
                        call -> assertThat(call.result()).isInstanceOf(CallResult.Answered.class));
        assertThat(lane.inFlight()).isZero();
        Awaitility.await().atMost(PATIENCE).until(() -> endpoint.stats().inFlight() == 0);
    }

    @Test
    void nothingIsSentThatCameTooLate() {
        lane.send(Calls.before(System.nanoTime()));
        assertThat(lane.await(1).get(0).result()).isInstanceOf(CallResult.Unsent.class);
        assertThat(lane.sentAt()).isEmpty();
        assertThat(lane.inFlight()).isZero();

        long until = System.nanoTime() + PATIENCE.toNanos();
        lane.send(Calls.before(until));
        assertThat(lane.await(1).get(0).result()).isInstanceOf(CallResult.Answered.class);
        assertThat(lane.sentAt()).singleElement().satisfies(at -> assertThat(at).isLessThan(until));
        assertThat(endpoint.stats().requests()).isEqualTo(1);
    }

    private void send(int calls) {
        for (int i = 0; i < calls; i++) {
            lane.send(Calls.hello());
        }
    }

    @Test
    void aCallEndsAtItsDeadlineWhereThatComesFirst() {
        endpoint.faults(FaultScript.parse("[{\"action\":\"hang\"}]"));

        lane.send(Calls.hello().setDeadline(Instant.now().plusMillis(TIMEOUT_MILLIS / 5)));

        CallResult.Failed failed = TestLane.failed(lane.await(1).get(0));
        assertThat(failed.failure().reason()).isEqualTo(FailureReason.EXPIRED);
        assertThat(failed.failure().lastCause()).contains(FailureReason.TIMEOUT);
    }

    @Test
    void theAnswersStatusAndIdAreKept() {
        endpoint.faults(
                FaultScript.parse(
                        "[{\"action\":\"status\",\"status\":503,\"headers\":{\"x-request-id\":\"r1\"}}]"));

        FinishedCall call = lane.call();

        Reply reply = call.reply().orElseThrow();
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.requestId()).contains("r1");
        assertThat(call.durationMicros()).isPositive();
    }
}
