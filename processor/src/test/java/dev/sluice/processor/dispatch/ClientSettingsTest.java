package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How a client reaches an endpoint. */
class ClientSettingsTest extends ClientFixture {

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
}
