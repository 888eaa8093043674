package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.Ports;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.support.EndpointConfigs;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Answers that come compressed. */
class ClientCompressionTest extends ClientFixture {

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
}
