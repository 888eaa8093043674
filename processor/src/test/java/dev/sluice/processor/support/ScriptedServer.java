package dev.sluice.processor.support;

import dev.sluice.localstack.Ports;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that answers every request in the same way, and keeps what it was sent. */
public final class ScriptedServer implements AutoCloseable {
    /**
     * A request as it came.
     *
     * @param line method and path
     * @param headers by lower-case name
     * @param body as text
     * @param nanos when it came, by {@link System#nanoTime}
     */
    public record Received(String line, Map<String, String> headers, String body, long nanos) {}

    private final Vertx vertx = Vertx.vertx();
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final byte[] answer;
    private final Map<String, String> answerHeaders = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile Future<Void> answering = Future.succeededFuture();

    /** Listens, and answers 200 with this JSON. */
    public ScriptedServer(byte[] answer) {
        this(answer, new HttpServerOptions());
    }

    /** The same, set up like this. */
    public ScriptedServer(byte[] answer, HttpServerOptions options) {
        this.answer = answer.clone();
        this.server =
                vertx.createHttpServer(options)
                        .requestHandler(request -> request.body().onSuccess(b -> take(request, b)))
                        .listen(0, Ports.LOOPBACK)
                        .await();
    }

    private void take(HttpServerRequest request, Buffer body) {
        Map<String, String> headers = new HashMap<>();
        request.headers()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        received.add(
                new Received(
                        request.method() + " " + request.uri(),
                        headers,
                        body.toString(),
                        System.nanoTime()));
        answering.onSuccess(
                now -> {
                    answerHeaders.forEach(request.response()::putHeader);
                    request.response()
                            .putHeader("Content-Type", "application/json")
                            .end(Buffer.buffer(answer));
                });
    }

    /** Puts a header into every answer from now on. */
    public void say(String header, String value) {
        answerHeaders.put(header, value);
    }

    /**
     * Answers nothing that comes from now on.
     *
     * @return answers it all
     */
    public Runnable hold() {
        Promise<Void> released = Promise.promise();
        answering = released.future();
        return released::complete;
    }

    /** Base address, without a path. */
    public String url() {
        return "http://" + address();
    }

    /** Where it listens, such as {@code 127.0.0.1:4711}. */
    public String address() {
        return Ports.LOOPBACK + ":" + port();
    }

    /** Its port. */
    public int port() {
        return server.actualPort();
    }

    /** What came so far, oldest first. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
