package dev.sluice.localstack.endpoint;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/**
 * A request that was let in, until it is answered or its connection is gone. Lives on one event loop.
 *
 * <p>It leaves the limits just before the last byte of the answer goes out, not after: a client that counts exactly may send its
 * next request on sight of that byte, and must not be refused.
 */
final class Exchange {

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Limiter limiter;
    private final Counters counters;
    private final Consumer<PreparedAnswer> answered;
    private boolean over;

    /**
     * @param answered hears of the right answer as it goes out
     */
    Exchange(
            Vertx vertx,
            HttpServerRequest request,
            Limiter limiter,
            Counters counters,
            Consumer<PreparedAnswer> answered) {
        this.vertx = vertx;
        this.request = request;
        this.limiter = limiter;
        this.counters = counters;
        this.answered = answered;
        request.response().closeHandler(closed -> leave());
    }

    HttpServerRequest request() {
        return request;
    }

    /** Runs a task later, unless the client has gone away by then. */
    void after(long millis, Runnable task) {
        if (millis <= 0) {
            task.run();
            return;
        }
        vertx.setTimer(
                millis,
                fired -> {
                    if (!over) {
                        task.run();
                    }
                });
    }

    /** The answer's head, for a body of unknown length. */
    HttpServerResponse begin(String contentType) {
        return request.response().setChunked(true).putHeader("content-type", contentType);
    }

    /** The right answer, whole. */
    void answer(PreparedAnswer answer) {
        answered.accept(answer);
        if (answer.streamed()) {
            begin(answer.contentType());
        } else {
            request.response().putHeader("content-type", answer.contentType());
        }
        end(answer.body());
    }

    /** The end of the answer. */
    void end(Buffer lastPiece) {
        leave();
        counters.sent(request.response().getStatusCode());
        request.response().end(lastPiece);
    }

    /** The right answer, in pieces. */
    void drip(PreparedAnswer answer, int pieces, long millis) {
        begin(answer.contentType());
        int size = Math.max(1, (answer.body().length() + pieces - 1) / pieces);
        drip(answer, 0, size, millis);
    }

    private void drip(PreparedAnswer answer, int from, int size, long millis) {
        Buffer body = answer.body();
        after(
                millis,
                () -> {
                    if (from + size >= body.length()) {
                        answered.accept(answer);
                        end(body.slice(from, body.length()));
                    } else {
                        request.response().write(body.slice(from, from + size));
                        drip(answer, from + size, size, millis);
                    }
                });
    }

    private void leave() {
        if (!over) {
            over = true;
            limiter.leave();
        }
    }
}
