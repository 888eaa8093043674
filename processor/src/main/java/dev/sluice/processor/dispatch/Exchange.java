package dev.sluice.processor.dispatch;

import dev.sluice.processor.openai.ChatRequestWriter;
import dev.sluice.processor.openai.StreamMode;
import dev.sluice.v1.ChatRequest;
import io.netty.buffer.Unpooled;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call: from the request's bytes to what came of it. It ends exactly once, at the latest when the endpoint's timeout
 * or the request's deadline has passed, and breaks its connection off if that was not the end of it.
 *
 * <p>Confined to one event loop.
 */
final class Exchange {
    /** How long a stream whose end was marked may take to end in fact. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private static final int OK = 200;

    /** RFC 9113, section 8.7: nothing of the stream was processed. */
    private static final long REFUSED_STREAM = 7;

    private final Endpoint endpoint;
    private final Classifier classifier;
    private final Call call;
    private final Vertx vertx;
    private final InstantSource clock;
    private final Optional<ChunkPublisher> publisher;
    private final LongConsumer onSent;
    private final Consumer<FinishedCall> done;
    private final Instant startedAt;
    private final long startedNanos;
    private final Watchdog watchdog;

    private long timer;
    private boolean ended;
    private boolean bodyEnded;
    private Optional<Reply> reply = Optional.empty();
    private Optional<ComingAnswer> coming = Optional.empty();
    private Optional<String> sender = Optional.empty();
    private @Nullable HttpClientRequest onTheWire;

    Exchange(
            Endpoint endpoint,
            Classifier classifier,
            Call call,
            Vertx vertx,
            InstantSource clock,
            Optional<ChunkPublisher> publisher,
            LongConsumer onSent,
            Consumer<FinishedCall> done) {
        this.endpoint = endpoint;
        this.classifier = classifier;
        this.call = call;
        this.vertx = vertx;
        this.clock = clock;
        this.publisher = publisher;
        this.onSent = onSent;
        this.done = done;
        startedAt = clock.instant();
        startedNanos = System.nanoTime();
        watchdog =
                new Watchdog(
                        endpoint.config().timeouts(),
                        startedNanos,
                        Watchdog.nanosLeft(call.subject().request().getDeadline(), startedAt));
    }

    /** Sends the request, whose headers are set. */
    void start(HttpRequest<Buffer> request) {
        watch();
        byte[] body;
        try {
            ChatRequest sent = SentRequest.of(call);
            StreamMode mode = Streaming.mode(endpoint.config().streaming(), sent);
            body = ChatRequestWriter.write(sent, mode);
            endpoint.config()
                    .idempotencyHeader()
                    .ifPresent(header -> request.putHeader(header, IdempotencyKey.of(call)));
        } catch (RuntimeException e) {
            end(classifier.defect(e));
            return;
        }
        // Wrapped, as prompts may be large, and a copy would stay until the answer has come.
        request.as(new LimitedBody(this, endpoint.config().maxResponseBytes()))
                .sendBuffer(BufferInternal.buffer(Unpooled.wrappedBuffer(body)))
                .onComplete(this::answered, this::broken);
    }

    /**
     * The client has a connection for this call and is about to send.
     *
     * @return whether it should: not where the call has ended while it waited for a connection, or it has become too late,
     *     and the connection is given back
     */
    boolean connected(HttpClientRequest request) {
        onTheWire = request;
        if (!ended && call.sendBefore() != Call.ANY_TIME) {
            // The last moment before the bytes leave: whatever held this process up, it was before.
            long now = System.nanoTime();
            if (now < call.sendBefore()) {
                onSent.accept(now);
            } else {
                end(new CallResult.Unsent());
            }
        }
        if (ended) {
            breakOff();
        } else if (sender.isEmpty()) {
            sender = endpoint.counter().count();
        }
        return !ended;
    }

    /** The head of the answer came. */
    void head(HttpClientResponse response) {
        reply =
                Optional.of(
                        Reply.of(
                                response.statusCode(),
                                response::getHeader,
                                clock.instant(),
                                endpoint.rateLimits()));
        watchdog.head(System.nanoTime());
        if (response.statusCode() < OK) {
            // The client takes an interim status that it does not know for the answer, and would
            // give the connection, on which the real one still comes, to another call. Nobody is
            // left to hear of the reset.
            response.exceptionHandler(reset -> {});
            giveUp(
                    new ProtocolException(
                            "status " + response.statusCode() + " in place of an answer"));
            return;
        }
        // What comes decides, not what was asked for: servers do either.
        if (Streaming.came(response.statusCode(), response.getHeader("content-type"))) {
            coming = Optional.of(new ComingAnswer(endpoint, call, publisher, clock));
        }
    }

    /**
     * A piece of the answer's body came.
     *
     * @return whether it is part of a stream, and taken
     */
    boolean takes(Buffer piece) {
        watchdog.bytes(System.nanoTime());
        if (coming.isEmpty()) {
            return false;
        }
        if (!ended) {
            add(piece, coming.get());
        }
        return true;
    }

    private void add(Buffer piece, ComingAnswer answer) {
        try {
            if (answer.add(piece)) {
                streamed(answer);
            }
        } catch (RuntimeException e) {
            // Nobody else would hear of it, and the call would stay until its timeout.
            end(classifier.defect(e));
            breakOff();
        }
    }

    /** Ends the call for this cause, and closes its connection. */
    void giveUp(Throwable cause) {
        end(classifier.broken(cause, wasSent()));
        breakOff();
    }

    private boolean wasSent() {
        return onTheWire != null;
    }

    /** Whether the endpoint can have worked on the request. One that has begun to answer has, whatever it says. */
    private boolean wasTaken(Throwable cause) {
        boolean refused =
                cause instanceof StreamResetException reset && reset.getCode() == REFUSED_STREAM;
        return wasSent() && (reply.isPresent() || !refused);
    }

    /** Closes the connection, if there is one. */
    private void breakOff() {
        if (onTheWire != null) {
            onTheWire.reset();
        }
    }

    private void watch() {
        // Rounded up, lest it wake a moment early and once more.
        long millis = TimeUnit.NANOSECONDS.toMillis(watchdog.next(System.nanoTime())) + 1;
        timer = vertx.setTimer(millis, id -> check());
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
        end(classifier.timedOut(passed.get(), wasSent()));
        breakOff();
    }

    private void answered(HttpResponse<Buffer> response) {
        bodyEnded = true;
        if (ended) {
            return;
        }
        if (coming.isPresent()) {
            streamed(coming.get());
            return;
        }
        Buffer body = response.body();
        end(
                () ->
                        classifier.answer(
                                call,
                                response.statusCode(),
                                body == null ? new byte[0] : body.getBytes()));
    }

    private void broken(Throwable cause) {
        bodyEnded = true;
        if (!ended && coming.isPresent() && !(cause instanceof ResponseTooLargeException)) {
            streamed(coming.get());
        } else {
            end(classifier.broken(cause, wasTaken(cause)));
        }
    }

    /** The stream is over, or its outcome is certain before that. */
    private void streamed(ComingAnswer answer) {
        int status = reply.map(Reply::status).orElseThrow();
        end(() -> classifier.streamed(call, status, answer.end()));
        if (!bodyEnded) {
            // The end of the body follows the end of the stream as a rule, and saves the
            // connection.
            vertx.setTimer(
                    LINGER.toMillis(),
                    id -> {
                        if (!bodyEnded) {
                            breakOff();
                        }
                    });
        }
    }

    private void end(Supplier<CallResult> result) {
        CallResult got;
        try {
            got = result.get();
        } catch (RuntimeException e) {
            got = classifier.defect(e);
        }
        end(got);
    }

    private void end(CallResult result) {
        if (ended) {
            return;
        }
        ended = true;
        vertx.cancelTimer(timer);
        done.accept(
                new FinishedCall(
                        call,
                        sender,
                        startedAt,
                        (System.nanoTime() - startedNanos) / 1000,
                        reply,
                        coming.flatMap(ComingAnswer::firstTokenAt),
                        result));
    }
}
