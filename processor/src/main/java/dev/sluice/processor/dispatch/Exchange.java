package dev.sluice.processor.dispatch;

import dev.sluice.processor.openai.ChatRequestWriter;
import dev.sluice.processor.openai.StreamMode;
import dev.sluice.processor.outcome.Subject;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
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
    private final Subject subject;
    private final InstantSource clock;
    private final Consumer<FinishedCall> done;

    private Instant startedAt = Instant.EPOCH;
    private long startedNanos;
    private long timer;
    private boolean ended;
    private @Nullable HttpClientRequest onTheWire;

    Exchange(
            Endpoint endpoint,
            Classifier classifier,
            Subject subject,
            InstantSource clock,
            Consumer<FinishedCall> done) {
        this.endpoint = endpoint;
        this.classifier = classifier;
        this.subject = subject;
        this.clock = clock;
        this.done = done;
    }

    /** Sends the request; {@code template} is copied. */
    void start(Vertx vertx, HttpRequest<Buffer> template) {
        startedAt = clock.instant();
        startedNanos = System.nanoTime();
        setTimer(vertx);
        byte[] body;
        try {
            body = ChatRequestWriter.write(subject.request(), StreamMode.OFF);
        } catch (RuntimeException e) {
            vertx.cancelTimer(timer);
            end(classifier.defect(e), null);
            return;
        }
        template.copy()
                .as(new LimitedBody(this, endpoint.config().maxResponseBytes()))
                .sendBuffer(Buffer.buffer(body))
                .onComplete(
                        response -> {
                            vertx.cancelTimer(timer);
                            answered(response);
                        },
                        failure -> {
                            vertx.cancelTimer(timer);
                            end(classifier.broken(failure), null);
                        });
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

    /** Ends the call for this cause, and closes its connection. */
    void giveUp(Throwable cause) {
        end(classifier.broken(cause), null);
        breakOff();
    }

    /** Closes the connection, if there is one. */
    private void breakOff() {
        HttpClientRequest request = onTheWire;
        if (request != null) {
            request.reset();
        }
    }

    private void setTimer(Vertx vertx) {
        long timeout = endpoint.config().timeouts().total().toMillis();
        Instant deadline = subject.request().getDeadline();
        long left =
                deadline == null
                        ? Long.MAX_VALUE
                        : Math.max(1, deadline.toEpochMilli() - startedAt.toEpochMilli());
        timer =
                vertx.setTimer(
                        Math.min(timeout, left),
                        id -> {
                            end(
                                    left < timeout ? classifier.expired() : classifier.timedOut(),
                                    null);
                            breakOff();
                        });
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
        end(result, response);
    }

    private void end(CallResult result, @Nullable HttpResponse<Buffer> response) {
        if (ended) {
            return;
        }
        ended = true;
        done.accept(
                new FinishedCall(
                        subject,
                        endpoint.name(),
                        startedAt,
                        (System.nanoTime() - startedNanos) / 1000,
                        response == null ? null : response.statusCode(),
                        response == null ? null : requestId(response),
                        result));
    }

    private static @Nullable String requestId(HttpResponse<Buffer> response) {
        String id = response.getHeader("x-request-id");
        return id != null ? id : response.getHeader("request-id");
    }
}
