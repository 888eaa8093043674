package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.Ports;
import dev.sluice.processor.support.EndpointConfigs;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A lane to an endpoint that speaks HTTP/2. */
abstract class Http2Fixture extends ClientFixture {
    /** Error codes of RFC 9113, section 7. */
    static final long NO_ERROR = 0;

    static final long INTERNAL_ERROR = 2;
    static final long REFUSED_STREAM = 7;
    static final long CANCEL = 8;

    static final String JSON = "application/json";
    static final String EVENTS = "text/event-stream";
    static final String ANSWER =
            "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}";
    static final String EVENT =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"}}]}\n\n";

    /** The model of requests that are answered well. */
    private static final String GOOD = "good";

    /** What the endpoint does to the requests for one model. */
    interface Faults {
        void play(String model, HttpServerRequest request);
    }

    /** A lane with one connection, over which a call went well. */
    TestLane lane(Faults faults, String... keys) {
        return opened(
                request ->
                        request.body()
                                .map(body -> body.toJsonObject().getString("model"))
                                .onSuccess(
                                        model -> {
                                            if (model.equals(GOOD)) {
                                                good(request);
                                            } else {
                                                faults.play(model, request);
                                            }
                                        }),
                keys);
    }

    /** The same, where the endpoint does not wait for the request's body. */
    TestLane opened(Handler<HttpServerRequest> handler, String... keys) {
        List<String> all = new ArrayList<>(List.of(keys));
        all.add(trusting());
        int port = serve(tls(identity).setUseAlpn(true), handler);
        TestLane lane =
                TestLane.open(
                        vertx,
                        EndpointConfigs.of(
                                "https://" + Ports.LOOPBACK + ":" + port,
                                all.toArray(String[]::new)),
                        CALLS);
        goesWell(lane);
        assertThat(open).hasSize(1);
        return lane;
    }

    /** Makes a call that is answered. */
    static void goesWell(TestLane lane) {
        send(lane, GOOD);
        answered(lane.await(1).get(0));
    }

    static void send(TestLane lane, String model) {
        lane.send(Calls.hello().setModel(model));
    }

    static void answered(FinishedCall call) {
        assertThat(call.result()).isInstanceOf(CallResult.Answered.class);
    }

    static void good(HttpServerRequest request) {
        request.response().putHeader("Content-Type", JSON).end(ANSWER);
    }

    /** Nothing is under way, and so many connections are open. */
    void leavesOpen(TestLane lane, int connections) {
        assertThat(lane.inFlight()).isZero();
        Awaitility.await().atMost(PATIENCE).until(() -> open.size() == connections);
    }
}
