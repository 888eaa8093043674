package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.BilledTo;
import dev.sluice.v1.FailureReason;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An endpoint that goes away with a GOAWAY frame while calls are under way on the connection. */
class Http2GoAwayTest extends Http2Fixture {
    private final Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();

    /** How endpoints are restarted, and connections balanced anew: what was begun is finished. */
    @Test
    void callsOnAConnectionThatIsShutDownAreAnswered() {
        AtomicBoolean known = new AtomicBoolean();
        TestLane lane =
                withTwoHeld(
                        connection -> {
                            connection.shutdown(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                            // The answer comes from a client that has seen what was sent before.
                            connection
                                    .ping(Buffer.buffer(new byte[8]))
                                    .onSuccess(pong -> known.set(true));
                        });
        HttpConnection old = held.element().connection();
        Awaitility.await().atMost(PATIENCE).untilTrue(known);

        goesWell(lane);
        assertThat(connections).hasValue(2);
        held.forEach(Http2Fixture::good);

        lane.await(2).forEach(Http2Fixture::answered);
        leavesOpen(lane, 1);
        assertThat(open).doesNotContain(old);
    }

    /** Those that began after the last one that the endpoint says it takes. */
    @Test
    void callsThatAreLeftOutEndAtOnce() {
        TestLane lane = withTwoHeld(connection -> connection.goAway(NO_ERROR, first().streamId()));
        HttpServerRequest first = first();

        fails(lane.await(1).get(0));
        goesWell(lane);
        good(first);

        answered(lane.await(1).get(0));
        first.connection().close();
        leavesOpen(lane, 1);
    }

    @Test
    void callsOnAConnectionThatBreaksEndWithIt() {
        TestLane lane = withTwoHeld(connection -> connection.goAway(INTERNAL_ERROR).close());

        lane.await(2).forEach(Http2GoAwayTest::fails);
        goesWell(lane);
        leavesOpen(lane, 1);
    }

    /** A lane with one connection, to which this happens as soon as two calls are under way. */
    private TestLane withTwoHeld(Consumer<HttpConnection> then) {
        TestLane lane =
                lane(
                        (model, request) -> {
                            held.add(request);
                            if (held.size() == 2) {
                                then.accept(request.connection());
                            }
                        });
        send(lane, "one");
        send(lane, "two");
        Awaitility.await().atMost(PATIENCE).until(() -> held.size() == 2);
        return lane;
    }

    /** The older one of those held. */
    private HttpServerRequest first() {
        return held.stream()
                .min(Comparator.comparingInt(HttpServerRequest::streamId))
                .orElseThrow();
    }

    private static void fails(FinishedCall call) {
        CallResult.Failed failed = TestLane.failed(call);
        assertThat(failed.failure().reason())
                .as(failed.toString())
                .isEqualTo(FailureReason.CONNECTION);
        assertThat(failed.billedTo()).isEqualTo(BilledTo.OPERATOR);
    }
}
