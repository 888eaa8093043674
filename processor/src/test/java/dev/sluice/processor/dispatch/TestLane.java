package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.metrics.CallMeters;
import dev.sluice.processor.tokens.TokenCounter;
import dev.sluice.v1.ChatRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;

/** A lane to one endpoint, and what came of the calls that were made on it. */
final class TestLane {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Queue<Long> sentAt = new ConcurrentLinkedQueue<>();
    private final Queue<FinishedCall> finished = new ConcurrentLinkedQueue<>();
    private final HttpLane lane;

    private TestLane(HttpLane lane) {
        this.lane = lane;
    }

    /** Opens one, which closes with Vert.x. */
    static TestLane open(Vertx vertx, EndpointConfig config, int connections) {
        HttpLane lane =
                new HttpLane(
                        Endpoint.of(config),
                        new TokenCounter(),
                        Optional.empty(),
                        InstantSource.system(),
                        connections,
                        new CallMeters(new SimpleMeterRegistry()).of("test"));
        vertx.deployVerticle(lane).await();
        return new TestLane(lane);
    }

    /** Starts a call. */
    void send(ChatRequest.Builder request) {
        send(Calls.first(request));
    }

    /** Starts a call. */
    void send(Call call) {
        lane.send(call, sentAt::add, piece -> {}, finished::add);
    }

    /** When calls that had to be sent in time were sent, in nanoseconds. */
    List<Long> sentAt() {
        return List.copyOf(sentAt);
    }

    /** Starts a call that says {@code hello}, and waits for its end. */
    FinishedCall call() {
        send(Calls.hello());
        return await(1).get(0);
    }

    /** Waits until so many calls have ended since the last time, and hands them out in the order of their ends. */
    List<FinishedCall> await(int calls) {
        Awaitility.await().atMost(PATIENCE).until(() -> finished.size() >= calls);
        assertThat(finished).hasSize(calls);
        List<FinishedCall> all = List.copyOf(finished);
        finished.clear();
        return all;
    }

    /** Calls under way. */
    int inFlight() {
        return lane.inFlight();
    }

    /** What came of a call that must have failed. */
    static CallResult.Failed failed(FinishedCall call) {
        assertThat(call.result()).isInstanceOf(CallResult.Failed.class);
        return (CallResult.Failed) call.result();
    }
}
