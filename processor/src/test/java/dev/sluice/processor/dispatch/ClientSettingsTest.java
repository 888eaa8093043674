package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localstack.Ports;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.support.EndpointConfigs;
import dev.sluice.processor.support.TestIdentity;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLHandshakeException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are set up from an endpoint's configuration, against servers that want it so. */
class ClientSettingsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CALLS = 12;

    @TempDir static Path folder;
    private static TestIdentity identity;

    private static Vertx vertx;
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<WebClient> clients = new ArrayList<>();
    private final Queue<HttpServerRequest> seen = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        identity = TestIdentity.of(folder.resolve("good"), Ports.LOOPBACK);
    }

    @AfterAll
    static void close() {
        vertx.close().await();
    }

    @AfterEach
    void stop() {
        clients.forEach(WebClient::close);
        servers.forEach(server -> server.close().await());
    }

    @Test
    void http2WhereItIsOffered() {
        int port = serve(tls(identity).setUseAlpn(true), this::answer);

        assertThat(get(https(port, trusting()).putHeader("X-API-Key", "k")).version())
                .isEqualTo(HttpVersion.HTTP_2);
        assertThat(seen.element().getHeader("x-api-key")).isEqualTo("k");
        assertThat(get(https(port, trusting(), "http2: false")).version())
                .isEqualTo(HttpVersion.HTTP_1_1);
    }

    @Test
    void http11WhereItIsNot() {
        assertThat(get(https(serve(tls(identity), this::answer), trusting())).version())
                .isEqualTo(HttpVersion.HTTP_1_1);
        assertThat(get(http(serve(new HttpServerOptions(), this::answer))).version())
                .isEqualTo(HttpVersion.HTTP_1_1);
    }

    /** The pool learns only with its first connection that it needs one for each. */
    @Test
    void callsThatStartTogetherAreSentTogetherOverHttp11() {
        allAtOnce(tls(identity));
    }

    @Test
    void callsThatStartTogetherAreSentTogetherOverHttp2() {
        allAtOnce(tls(identity).setUseAlpn(true));
    }

    /** The server answers none before all have come. */
    private void allAtOnce(HttpServerOptions options) {
        AtomicInteger come = new AtomicInteger();
        Promise<Void> all = Promise.promise();
        int port =
                serve(
                        options,
                        request -> {
                            all.future().onSuccess(now -> answer(request));
                            if (come.incrementAndGet() == CALLS) {
                                all.complete();
                            }
                        });
        HttpRequest<Buffer> request = https(port, trusting());
        List<Future<HttpResponse<Buffer>>> calls = new ArrayList<>();
        vertx.runOnContext(
                ignored -> {
                    for (int i = 0; i < CALLS; i++) {
                        calls.add(request.copy().send());
                    }
                });

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> calls.size() == CALLS && calls.stream().allMatch(Future::succeeded));
    }

    @Test
    void thePoolNeverOverflows() {
        for (int calls : new int[] {1, 256, 46_341, 100_000}) {
            var pool = ClientSettings.pool(calls);

            assertThat(pool.getHttp1MaxSize()).isEqualTo(calls);
            assertThat((long) pool.getHttp1MaxSize() * pool.getHttp2MaxSize())
                    .isBetween((long) calls, (long) Integer.MAX_VALUE);
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() {
        assertHandshakeFails(https(serve(tls(identity), this::answer)));
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() {
        TestIdentity other = TestIdentity.of(folder.resolve("other"), "other.example");

        assertHandshakeFails(https(serve(tls(other), this::answer), trusting(other)));
    }

    @Test
    void aCertificateThatHasExpiredIsRefused() {
        TestIdentity old = TestIdentity.expired(folder.resolve("old"), Ports.LOOPBACK);

        assertHandshakeFails(https(serve(tls(old), this::answer), trusting(old)));
    }

    @Test
    void withoutVerificationAnyCertificateWillDo() {
        TestIdentity other = TestIdentity.of(folder.resolve("any"), "other.example");

        get(https(serve(tls(other), this::answer), "tls: {verify: false}"));
    }

    @Test
    void aClientCertificateIsShown() {
        TestIdentity us = TestIdentity.of(folder.resolve("us"), "us.example");
        int port =
                serve(
                        tls(identity)
                                .setClientAuth(ClientAuth.REQUIRED)
                                .setTrustOptions(
                                        new PemTrustOptions()
                                                .addCertPath(us.authority().toString())),
                        this::answer);

        get(
                https(
                        port,
                        "tls: {ca-file: '%s', client-cert-file: '%s', client-key-file: '%s'}"
                                .formatted(identity.authority(), us.certificate(), us.key())));

        assertThatThrownBy(() -> get(https(port, trusting())));
    }

    @Test
    void redirectsAreNotFollowed() {
        int elsewhere = serve(new HttpServerOptions(), this::answer);
        int port =
                serve(
                        new HttpServerOptions(),
                        request ->
                                request.response()
                                        .setStatusCode(307)
                                        .putHeader("Location", "http://127.0.0.1:" + elsewhere)
                                        .end());

        HttpResponse<Buffer> response =
                http(port).putHeader("Authorization", "Bearer k").send().await();

        assertThat(response.statusCode()).isEqualTo(307);
        assertThat(seen).isEmpty();
    }

    @Test
    void compressedAnswersAreAskedForAndUnpacked() {
        int port =
                serve(
                        new HttpServerOptions(),
                        request -> {
                            seen.add(request);
                            request.response()
                                    .putHeader("Content-Encoding", "gzip")
                                    .end(gzip("hello".getBytes(StandardCharsets.UTF_8)));
                        });

        assertThat(get(http(port)).bodyAsString()).isEqualTo("hello");
        assertThat(seen.element().getHeader("Accept-Encoding")).contains("gzip", "deflate");
    }

    /** A megabyte on the wire would be a gigabyte here; what is too much is noticed while it unpacks. */
    @Test
    void whatUnpacksToTooMuchCanBeCutOff() {
        bombIsCutOff(new HttpServerOptions(), "http");
    }

    @Test
    void whatUnpacksToTooMuchCanBeCutOffOverHttp2() {
        bombIsCutOff(tls(identity).setUseAlpn(true), "https");
    }

    private void bombIsCutOff(HttpServerOptions options, String scheme) {
        Promise<Void> gone = Promise.promise();
        Buffer bomb = gzip(new byte[64 << 20]);
        int port =
                serve(
                        options,
                        request -> {
                            request.response().exceptionHandler(e -> gone.tryComplete());
                            request.response().closeHandler(e -> gone.tryComplete());
                            request.response()
                                    .putHeader("Content-Encoding", "gzip")
                                    .setChunked(true)
                                    .write(bomb);
                            // And never ends: only who stops reading gets away.
                        });
        EndpointConfig endpoint =
                EndpointConfigs.of(scheme + "://" + Ports.LOOPBACK + ":" + port, trusting());
        AtomicLong bytes = new AtomicLong();
        var client =
                vertx.createHttpClient(ClientSettings.options(endpoint), ClientSettings.pool(1));
        // On one event loop, or the answer could come before anybody listens.
        vertx.runOnContext(
                ignored ->
                        client.request(
                                        new RequestOptions()
                                                .setHost(Ports.LOOPBACK)
                                                .setPort(port)
                                                .setSsl(scheme.equals("https")))
                                .compose(request -> request.send())
                                .onSuccess(
                                        response ->
                                                response.handler(
                                                        chunk -> {
                                                            if (bytes.addAndGet(chunk.length())
                                                                    > 1 << 20) {
                                                                response.request().reset();
                                                            }
                                                        }))
                                .onFailure(gone::tryFail));

        Awaitility.await().atMost(PATIENCE).until(() -> gone.future().isComplete());
        assertThat(gone.future().cause()).isNull();
        assertThat(bytes.get()).isBetween(1L << 20, 32L << 20);
        client.close().await();
    }

    @Test
    void aProxyIsAskedInstead() {
        int proxy = serve(new HttpServerOptions(), this::answer);

        get(client("http://endpoint.example:8000", "proxy: http://me:p%40ss@127.0.0.1:" + proxy));

        HttpServerRequest request = seen.element();
        assertThat(request.absoluteURI()).isEqualTo("http://endpoint.example:8000/");
        assertThat(request.getHeader("Proxy-Authorization"))
                .isEqualTo(
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                "me:p@ss".getBytes(StandardCharsets.UTF_8)));
    }

    private void answer(HttpServerRequest request) {
        seen.add(request);
        request.response().end("{}");
    }

    private int serve(HttpServerOptions options, Handler<HttpServerRequest> handler) {
        HttpServer server =
                vertx.createHttpServer(options)
                        .requestHandler(handler)
                        .listen(0, Ports.LOOPBACK)
                        .await();
        servers.add(server);
        return server.actualPort();
    }

    private static HttpServerOptions tls(TestIdentity identity) {
        return new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(false)
                .setKeyCertOptions(
                        new PemKeyCertOptions()
                                .setCertPath(identity.certificate().toString())
                                .setKeyPath(identity.key().toString()));
    }

    private static String trusting() {
        return trusting(identity);
    }

    private static String trusting(TestIdentity who) {
        return "tls: {ca-file: '" + who.authority() + "'}";
    }

    private HttpRequest<Buffer> http(int port, String... keys) {
        return client("http://" + Ports.LOOPBACK + ":" + port, keys);
    }

    private HttpRequest<Buffer> https(int port, String... keys) {
        return client("https://" + Ports.LOOPBACK + ":" + port, keys);
    }

    private HttpRequest<Buffer> client(String url, String... keys) {
        EndpointConfig endpoint = EndpointConfigs.of(url, keys);
        WebClient client =
                WebClient.create(
                        vertx, ClientSettings.options(endpoint), ClientSettings.pool(CALLS));
        clients.add(client);
        return client.getAbs(url);
    }

    private static HttpResponse<Buffer> get(HttpRequest<Buffer> request) {
        HttpResponse<Buffer> response = request.send().await();
        assertThat(response.statusCode()).isEqualTo(200);
        return response;
    }

    private static void assertHandshakeFails(HttpRequest<Buffer> request) {
        assertThatThrownBy(() -> request.send().await())
                .satisfies(
                        failure ->
                                assertThat(
                                                failure instanceof CompletionException
                                                        ? failure.getCause()
                                                        : failure)
                                        .isInstanceOf(SSLHandshakeException.class));
    }

    private static Buffer gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
