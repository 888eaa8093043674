package dev.sluice.localstack.endpoint;

import dev.sluice.localstack.endpoint.fault.FaultAction;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** Does to an exchange what the fault script says. */
final class FaultPlayer {

    /** Time for the bytes before a reset to be read: a reset may discard what still waits in the receiver's queue. */
    private static final long BEFORE_RESET_MILLIS = 20;

    private FaultPlayer() {}

    static void play(FaultAction action, Exchange exchange, PreparedAnswer answer) {
        if (action instanceof FaultAction.Respond respond) {
            respond(respond, exchange);
        } else if (action instanceof FaultAction.Reset reset) {
            reset(reset.phase(), exchange, answer);
        } else if (action instanceof FaultAction.Delay delay) {
            exchange.after(delay.millis(), () -> exchange.answer(answer));
        } else if (action instanceof FaultAction.Drip drip) {
            exchange.drip(answer, drip.pieces(), drip.millis());
        } else if (action instanceof FaultAction.Truncate) {
            exchange.begin(answer.contentType());
            exchange.end(answer.firstHalf());
        }
        // What remains is Hang: the client waits until it gives up.
    }

    private static void respond(FaultAction.Respond respond, Exchange exchange) {
        HttpServerResponse response = exchange.request().response();
        response.setStatusCode(respond.status());
        respond.headers().forEach(response::putHeader);
        exchange.end(Buffer.buffer(respond.body()));
    }

    private static void reset(FaultAction.Phase phase, Exchange exchange, PreparedAnswer answer) {
        BrokenConnection connection = new BrokenConnection(exchange.request());
        switch (phase) {
            case BEFORE_HEADERS -> connection.reset();
            case IN_HEADERS -> connection.resetInHeaders();
            case IN_BODY -> {
                HttpServerResponse response = exchange.request().response();
                response.putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
                response.putHeader(
                        HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length()));
                response.write(answer.firstHalf());
                exchange.after(BEFORE_RESET_MILLIS, connection::reset);
            }
        }
    }
}
