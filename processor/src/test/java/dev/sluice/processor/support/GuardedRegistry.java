package dev.sluice.processor.support;

import dev.sluice.localstack.Ports;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A registry behind a door: over TLS, and only for who knows the password. */
public final class GuardedRegistry implements AutoCloseable {
    private static final String REFUSED = "{\"error_code\":401,\"message\":\"Unauthorized\"}";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient();
    private final URI registry;
    private volatile String expected;
    private final HttpServer server;

    /**
     * Opens the door.
     *
     * @param registry address of the registry behind it
     * @param identity the certificate that it shows
     * @param userInfo user, colon and password
     */
    public GuardedRegistry(String registry, TestIdentity identity, String userInfo) {
        this.registry = URI.create(registry);
        this.expected = basic(userInfo);
        this.server =
                vertx.createHttpServer(
                                new HttpServerOptions()
                                        .setSsl(true)
                                        .setKeyCertOptions(TlsDoor.pem(identity)))
                        .requestHandler(
                                request -> request.body().compose(body -> answer(request, body)))
                        .listen(0, Ports.LOOPBACK)
                        .await();
    }

    /** Where it listens. */
    public String url() {
        return "https://" + Ports.LOOPBACK + ":" + server.actualPort() + registry.getPath();
    }

    /** Shows another certificate from now on. */
    public void show(TestIdentity identity) {
        server.updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(TlsDoor.pem(identity)))
                .await();
    }

    /** Lets nobody in but who knows this user, colon and password. */
    public void expect(String userInfo) {
        expected = basic(userInfo);
    }

    private static String basic(String userInfo) {
        return "Basic "
                + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    private Future<Void> answer(HttpServerRequest request, Buffer body) {
        if (!expected.equals(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            return answer(request, 401, Buffer.buffer(REFUSED));
        }
        return client.request(
                        new RequestOptions()
                                .setMethod(request.method())
                                .setHost(registry.getHost())
                                .setPort(registry.getPort())
                                .setURI(request.uri())
                                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json"))
                .compose(out -> out.send(body))
                .compose(
                        answer ->
                                answer.body()
                                        .compose(
                                                bytes ->
                                                        answer(
                                                                request,
                                                                answer.statusCode(),
                                                                bytes)));
    }

    private static Future<Void> answer(HttpServerRequest request, int status, Buffer body) {
        return request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(body);
    }
}
