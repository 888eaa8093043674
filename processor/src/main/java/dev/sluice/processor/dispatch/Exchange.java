package dev.sluice.processor.dispatch;

import dev.sluice.processor.openai.ChatRequestWriter;
import dev.sluice.processor.openai.StreamMode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call: from the request's bytes to what came of it. It ends exactly once, at the latest when the endpoint's timeout
 * or the request's deadline has passed, and breaks its connection off if that was not the end of it.
 *
 * <p>Confined to one event loop.
 */
final class Exchange {
    private final Endpoint endpoint;
    private final Classifier classifier;
    private final Call call;
    private final Vertx vertx;
    private final InstantSource clock;
    private final Consumer<FinishedCall> done;
    private final Instant startedAt;
    private final long startedNanos;
    private final Watchdog watchdog;

    private long timer;
    private boolean ended;
    private Optional<Reply> reply = Optional.empty();
    private @Nullable HttpClientRequest onTheWire;

    Exchange(
            Endpoint endpoint,
            Classifier classifier,
            Call call,
            Vertx vertx,
            InstantSource clock,
            Consumer<FinishedCall> done) {
        this.endpoint = endpoint;
        this.classifier = classifier;
        this.call = call;
        this.vertx = vertx;
        this.clock = clock;
        this.done = done;
        startedAt = clock.instant();
        startedNanos = System.nanoTime();
        watchdog = new Watchdog(endpoint.config().timeouts(), startedNanos, nanosLeft());
    }

    /** Sends the request, whose headers are set. */
    void start(HttpRequest<Buffer> request) {
        watch();
        byte[] body;
        try {
            body = ChatRequestWriter.write(SentRequest.of(call), StreamMode.OFF);
            endpoint.config()
                    .idempotencyHeader()
                    .ifPresent(header -> request.putHeader(header, IdempotencyKey.of(call)));
        } catch (RuntimeException e) {
            end(classifier.defect(e));
            return;
        }
        request.as(new LimitedBody(this, endpoint.config().maxResponseBytes()))
                .sendBuffer(Buffer.buffer(body))
                .onComplete(this::answered, failure -> end(classifier.broken(failure)));
    }

    /**
     * The client has a connection for this call and is about to send.
     *
     * @return whether it should: not where the call has ended while it waited for a connection, which is given back
     */
    boolean connected(HttpClientRequest request) {
        onTheWire = request;
        if (ended) {
            breakOff();
        }
        return !ended;
    }

    /** The head of the answer came. */
    void head(HttpClientResponse response) {
        reply = Optional.of(Reply.of(response.statusCode(), response::getHeader, clock.instant()));
        watchdog.head(System.nanoTime());
    }

    /** A piece of the answer's body came. */
    void bytes() {
        watchdog.bytes(System.nanoTime());
    }

    /** Ends the call for this cause, and closes its connection. */
    void giveUp(Throwable cause) {
        end(classifier.broken(cause));
        breakOff();
    }

    /** Closes the connection, if there is one. */
    private void breakOff() {
        HttpClientRequest request = onTheWire;
        if (request != null) {
            request.reset();
        }
    }

    private long nanosLeft() {
        Instant deadline = call.subject().request().getDeadline();
        if (deadline == null) {
            return Long.MAX_VALUE;
        }
        long millis = deadline.toEpochMilli() - startedAt.toEpochMilli();
        return TimeUnit.MILLISECONDS.toNanos(Math.max(1, millis));
    }

    private void watch() {
        long nanos = watchdog.next(System.nanoTime());
        // Rounded up, lest it wake a moment early and once more.
        timer = vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(nanos) + 1, id -> check());
    }

    private void check() {
        if (ended) {
            return;
        }
        Optional<Watchdog.Passed> passed = watchdog.passed(System.nanoTime());
        if (passed.isEmpty()) {
            watch();
            return;
        }
        end(classifier.timedOut(passed.get()));
        breakOff();
    }

    private void answered(HttpResponse<Buffer> response) {
        Buffer body = response.body();
        CallResult result;
        try {
            result =
                    classifier.answer(
                            response.statusCode(), body == null ? new byte[0] : body.getBytes());
        } catch (RuntimeException e) {
            result = classifier.defect(e);
        }
        end(result);
    }

    private void end(CallResult result) {
        if (ended) {
            return;
        }
        ended = true;
        vertx.cancelTimer(timer);
        done.accept(
                new FinishedCall(
                        call, startedAt, (System.nanoTime() - startedNanos) / 1000, reply, result));
    }
}
