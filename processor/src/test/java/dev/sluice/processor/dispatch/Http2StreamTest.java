package dev.sluice.processor.dispatch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.BilledTo;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.UsageSource;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Calls that share a connection of HTTP/2 fail one by one: each stream ends for itself. */
class Http2StreamTest extends Http2Fixture {
    private static final int NO_HEAD = 0;

    /** Well below every timeout. */
    private static final long DRIP_MILLIS = 200;

    private final Map<String, Fault> faults = new LinkedHashMap<>();
    private final Set<HttpServerRequest> streams = ConcurrentHashMap.newKeySet();

    /**
     * What the endpoint does to one call, and what is to come of it.
     *
     * @param script what it does
     * @param reason why the call fails
     * @param billedTo who carries it
     * @param status of the answer's head, or {@link #NO_HEAD}
     */
    private record Fault(
            Consumer<HttpServerRequest> script,
            FailureReason reason,
            BilledTo billedTo,
            int status) {
        void judge(FinishedCall call) {
            CallResult.Failed failed = TestLane.failed(call);
            assertThat(failed.failure().reason()).as(failed.toString()).isEqualTo(reason);
            assertThat(failed.billedTo()).isEqualTo(billedTo);
            assertThat(call.reply().map(Reply::status).orElse(NO_HEAD)).isEqualTo(status);
        }
    }

    /** All at once, over one connection, which is as good afterwards as it was before. */
    @TestFactory
    Stream<DynamicTest> eachCallEndsForItself() {
        resets();
        silences();
        cuts();
        TestLane lane =
                lane(this::play, "first-byte-timeout: 5s", "idle-timeout: 4s", "timeout: 6s");

        faults.keySet().forEach(model -> send(lane, model));
        Map<String, FinishedCall> ended = new LinkedHashMap<>();
        for (FinishedCall call : lane.await(faults.size())) {
            ended.put(call.call().subject().request().getModel(), call);
        }

        goesWell(lane);
        // A call that was given up is not still worked on.
        Awaitility.await().atMost(PATIENCE).until(streams::isEmpty);
        leavesOpen(lane, 1);
        assertThat(connections).hasValue(1);
        return faults.entrySet().stream()
                .map(
                        fault ->
                                DynamicTest.dynamicTest(
                                        fault.getKey(),
                                        () ->
                                                fault.getValue()
                                                        .judge(
                                                                requireNonNull(
                                                                        ended.get(
                                                                                fault.getKey())))));
    }

    private void play(String model, HttpServerRequest request) {
        streams.add(request);
        request.response().closeHandler(closed -> streams.remove(request));
        requireNonNull(faults.get(model)).script().accept(request);
    }

    private void resets() {
        for (long code : new long[] {CANCEL, INTERNAL_ERROR, REFUSED_STREAM, NO_ERROR}) {
            // RFC 9113, section 8.7: a stream that is refused was not processed.
            BilledTo before = code == REFUSED_STREAM ? BilledTo.NOBODY : BilledTo.OPERATOR;
            add(
                    "reset before the head with " + code,
                    request -> request.response().reset(code),
                    FailureReason.CONNECTION,
                    before,
                    NO_HEAD);
            add(
                    "reset after the head with " + code,
                    request -> head(request, JSON).onSuccess(sent -> reset(request, code)),
                    FailureReason.CONNECTION,
                    BilledTo.OPERATOR,
                    200);
            add(
                    "reset in the body with " + code,
                    request -> half(request).onSuccess(sent -> reset(request, code)),
                    FailureReason.CONNECTION,
                    BilledTo.OPERATOR,
                    200);
        }
    }

    /** The times hold over HTTP/2 as well, and cost the connection nothing. */
    private void silences() {
        add("silence", request -> {}, FailureReason.TIMEOUT, BilledTo.OPERATOR, NO_HEAD);
        add(
                "silence after the head",
                request -> head(request, JSON),
                FailureReason.TIMEOUT,
                BilledTo.OPERATOR,
                200);
        add(
                "silence in the body",
                Http2StreamTest::half,
                FailureReason.TIMEOUT,
                BilledTo.OPERATOR,
                200);
        add(
                "silence in a stream",
                Http2StreamTest::event,
                FailureReason.TIMEOUT,
                BilledTo.OPERATOR,
                200);
        add(
                "a body drop by drop",
                request -> {
                    request.response().putHeader("Content-Type", JSON).setChunked(true);
                    drip(request);
                },
                FailureReason.TIMEOUT,
                BilledTo.OPERATOR,
                200);
    }

    private static void drip(HttpServerRequest request) {
        request.response()
                .write(" ")
                .onSuccess(sent -> vertx.setTimer(DRIP_MILLIS, next -> drip(request)));
    }

    private void cuts() {
        for (long code : new long[] {CANCEL, INTERNAL_ERROR, REFUSED_STREAM, NO_ERROR}) {
            add(
                    "stream cut with " + code,
                    request -> event(request).onSuccess(sent -> reset(request, code)),
                    FailureReason.TRUNCATED_STREAM,
                    BilledTo.OPERATOR,
                    200);
        }
        add(
                "stream that ends too early",
                request -> event(request).onSuccess(sent -> request.response().end()),
                FailureReason.TRUNCATED_STREAM,
                BilledTo.OPERATOR,
                200);
    }

    private void add(
            String name,
            Consumer<HttpServerRequest> script,
            FailureReason reason,
            BilledTo billedTo,
            int status) {
        faults.put(name, new Fault(script, reason, billedTo, status));
    }

    private static void reset(HttpServerRequest request, long code) {
        request.response().reset(code);
    }

    private static Future<Void> head(HttpServerRequest request, String type) {
        return request.response().putHeader("Content-Type", type).setChunked(true).writeHead();
    }

    private static Future<Void> half(HttpServerRequest request) {
        return head(request, JSON)
                .compose(
                        sent -> request.response().write(ANSWER.substring(0, ANSWER.length() / 2)));
    }

    private static Future<Void> event(HttpServerRequest request) {
        return head(request, EVENTS).compose(sent -> request.response().write(EVENT));
    }

    @Test
    void whatAStreamCostUntilItWasCutIsEstimated() {
        TestLane lane =
                lane(
                        (model, request) ->
                                event(request).onSuccess(sent -> reset(request, INTERNAL_ERROR)));

        send(lane, "cut");

        assertThat(TestLane.failed(lane.await(1).get(0)).usage())
                .hasValueSatisfying(
                        usage -> {
                            assertThat(usage.getSource()).isEqualTo(UsageSource.ESTIMATED);
                            assertThat(usage.getCompletionTokens()).isPositive();
                        });
    }

    /**
     * RFC 9113, section 8.1: a server may answer before it has the whole request, tell with a reset that it wants no more of
     * it, and its answer still counts.
     */
    @Test
    void anAnswerBeforeTheEndOfTheRequestCounts() {
        String prompt = "x".repeat(8 << 20);
        TestLane lane =
                opened(
                        request -> {
                            if (requireNonNull(request.getHeader("Content-Length")).length() < 7) {
                                good(request);
                            } else {
                                request.pause();
                                request.response()
                                        .setStatusCode(429)
                                        .end("{}")
                                        .onSuccess(sent -> reset(request, NO_ERROR));
                            }
                        });

        lane.send(Calls.hello().setMessages(List.of(Calls.message("user", prompt))));

        FinishedCall call = lane.await(1).get(0);
        assertThat(TestLane.failed(call).failure().reason()).isEqualTo(FailureReason.RATE_LIMITED);
        goesWell(lane);
        leavesOpen(lane, 1);
    }
}
