package dev.sluice.schemas;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A registry that gives one answer to everything, and notes what it was asked. */
final class FakeRegistry implements AutoCloseable {
    /** What was asked. */
    record Asked(String method, String path, String authorization) {}

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final AtomicReference<Answer> answer = new AtomicReference<>(new Answer(200, "{}"));
    private final Queue<Answer> once = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    private FakeRegistry(HttpServer server) {
        this.server = server;
        server.createContext("/", this::handle);
        server.start();
    }

    static FakeRegistry start() throws IOException {
        return new FakeRegistry(HttpServer.create(loopback(), 0));
    }

    /** The same on a server made by the caller, e.g. one with TLS. */
    static FakeRegistry on(HttpServer server) {
        return new FakeRegistry(server);
    }

    static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    void answer(int status, String body) {
        answer.set(new Answer(status, body));
    }

    /** The next answer only. */
    void answerOnce(int status, String body) {
        once.add(new Answer(status, body));
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    Schemas connect(Map<String, ?> more) {
        Map<String, Object> config = new java.util.HashMap<>(more);
        config.putIfAbsent("schema.registry.url", url());
        return Schemas.connect(config);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            asked.add(
                    new Asked(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            String.valueOf(
                                    exchange.getRequestHeaders().getFirst("Authorization"))));
            Answer next = once.poll();
            Answer given = next == null ? answer.get() : next;
            byte[] body = given.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(given.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
