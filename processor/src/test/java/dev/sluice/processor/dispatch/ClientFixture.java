package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localstack.Ports;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.support.EndpointConfigs;
import dev.sluice.processor.support.TestIdentity;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Servers and clients for one test. */
abstract class ClientFixture {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final int CALLS = 12;

    @TempDir static Path folder;
    static TestIdentity identity;

    static Vertx vertx;
    final List<HttpServer> servers = new ArrayList<>();
    final List<WebClient> clients = new ArrayList<>();
    final Queue<HttpServerRequest> seen = new ConcurrentLinkedQueue<>();

    /** Connections that the servers have open. */
    final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();

    /** Connections that the servers ever had. */
    final AtomicInteger connections = new AtomicInteger();

    @BeforeAll
    static void begin() {
        vertx = Vertx.vertx();
        identity = TestIdentity.of(folder.resolve("good"), Ports.LOOPBACK);
    }

    @AfterAll
    static void end() {
        vertx.close().await();
    }

    @AfterEach
    void stop() {
        clients.forEach(WebClient::close);
        servers.forEach(server -> server.close().await());
    }

    void answer(HttpServerRequest request) {
        seen.add(request);
        request.response().end("{}");
    }

    int serve(HttpServerOptions options, Handler<HttpServerRequest> handler) {
        HttpServer server =
                vertx.createHttpServer(options)
                        .requestHandler(handler)
                        .connectionHandler(this::opened)
                        .listen(0, Ports.LOOPBACK)
                        .await();
        servers.add(server);
        return server.actualPort();
    }

    private void opened(HttpConnection connection) {
        connections.incrementAndGet();
        open.add(connection);
        connection.closeHandler(gone -> open.remove(connection));
    }

    static HttpServerOptions tls(TestIdentity identity) {
        return new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(false)
                .setKeyCertOptions(
                        new PemKeyCertOptions()
                                .setCertPath(identity.certificate().toString())
                                .setKeyPath(identity.key().toString()));
    }

    static String trusting() {
        return trusting(identity);
    }

    static String trusting(TestIdentity who) {
        return "tls: {ca-file: '" + who.authority() + "'}";
    }

    HttpRequest<Buffer> http(int port, String... keys) {
        return client("http://" + Ports.LOOPBACK + ":" + port, keys);
    }

    HttpRequest<Buffer> https(int port, String... keys) {
        return client("https://" + Ports.LOOPBACK + ":" + port, keys);
    }

    HttpRequest<Buffer> client(String url, String... keys) {
        EndpointConfig endpoint = EndpointConfigs.of(url, keys);
        WebClient client =
                WebClient.create(
                        vertx, ClientSettings.options(endpoint), ClientSettings.pool(CALLS));
        clients.add(client);
        return client.getAbs(url);
    }

    static HttpResponse<Buffer> get(HttpRequest<Buffer> request) {
        HttpResponse<Buffer> response = request.send().await();
        assertThat(response.statusCode()).isEqualTo(200);
        return response;
    }

    static void assertHandshakeFails(HttpRequest<Buffer> request) {
        assertThatThrownBy(() -> request.send().await())
                .satisfies(
                        failure ->
                                assertThat(
                                                failure instanceof CompletionException
                                                        ? failure.getCause()
                                                        : failure)
                                        .isInstanceOf(SSLHandshakeException.class));
    }

    static Buffer gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
