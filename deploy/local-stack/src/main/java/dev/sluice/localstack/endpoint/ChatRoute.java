package dev.sluice.localstack.endpoint;

import dev.sluice.localstack.endpoint.chat.ChatCall;
import dev.sluice.localstack.endpoint.chat.ChatCallParser;
import dev.sluice.localstack.endpoint.chat.InvalidCallException;
import dev.sluice.localstack.endpoint.fault.FaultAction;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code POST …/chat/completions}: readable, known, within the limits, then faults, latency and the answer. */
final class ChatRoute {

    private final Vertx vertx;
    private final EndpointState state;

    ChatRoute(Vertx vertx, EndpointState state) {
        this.vertx = vertx;
        this.state = state;
    }

    void handle(HttpServerRequest request, Buffer body) {
        long arrivedMillis = System.currentTimeMillis();
        state.counters().arrived(arrivedMillis / 1_000);
        state.recorder().add(request, body, arrivedMillis);
        if (!state.authorizes(request)) {
            refuse(request, 401, Map.of(), ErrorBody.unknownKey());
            return;
        }
        try {
            ChatCall call = ChatCallParser.parse(body.getBytes());
            if (state.options().models().contains(call.model())) {
                admit(request, call, arrivedMillis);
            } else {
                refuse(request, 404, Map.of(), ErrorBody.unknownModel());
            }
        } catch (InvalidCallException e) {
            refuse(request, 400, Map.of(), ErrorBody.invalid(String.valueOf(e.getMessage())));
        }
    }

    private void admit(HttpServerRequest request, ChatCall call, long arrivedMillis) {
        Limiter.Verdict verdict = state.limiter().enter();
        if (verdict instanceof Limiter.Verdict.Refused refused) {
            state.counters().refused(refused.dimension());
            refuse(
                    request,
                    429,
                    retryAfter(refused.retryAfter()),
                    ErrorBody.rateLimited(refused.dimension()));
        } else if (verdict instanceof Limiter.Verdict.Admitted admitted) {
            state.counters().entered(admitted.inside());
            serve(
                    new Exchange(
                            vertx,
                            request,
                            state.limiter(),
                            state.counters(),
                            answer -> state.answered(answer, arrivedMillis)),
                    call);
        }
    }

    private void serve(Exchange exchange, ChatCall call) {
        Optional<FaultAction> fault = state.nextFault(call);
        exchange.after(
                state.options().latency().millis(call.seed()),
                () -> {
                    PreparedAnswer answer = PreparedAnswer.of(call, state.answers().answer(call));
                    fault.ifPresentOrElse(
                            action -> FaultPlayer.play(action, exchange, answer),
                            () -> exchange.answer(answer));
                });
    }

    /** In whole seconds, rounded up, and in milliseconds, as OpenAI sends both. */
    private static Map<String, String> retryAfter(Duration wait) {
        long millis = wait.plusNanos(999_999).toMillis();
        return Map.of(
                "retry-after", Long.toString((millis + 999) / 1_000),
                "retry-after-ms", Long.toString(millis));
    }

    private void refuse(
            HttpServerRequest request, int status, Map<String, String> headers, String body) {
        state.counters().sent(status);
        headers.forEach(request.response()::putHeader);
        Replies.json(request, status, body);
    }
}
