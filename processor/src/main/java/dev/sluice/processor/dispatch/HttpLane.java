package dev.sluice.processor.dispatch;

import dev.sluice.processor.metrics.EndpointMeters;
import dev.sluice.processor.outcome.ChunkEncoder;
import dev.sluice.processor.tokens.TokenCounter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.client.impl.WebClientInternal;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * One event loop with its own client and connections. A client that is called from foreign threads would put all of its
 * connections on one event loop; so each has its own, and calls are dealt out.
 */
final class HttpLane extends VerticleBase {
    private final Endpoint endpoint;
    private final Classifier classifier;
    private final Optional<ChunkEncoder> chunks;
    private final InstantSource clock;
    private final int maxConnections;
    private final EndpointMeters meters;
    private final AtomicInteger inFlight = new AtomicInteger();
    private WebClient client;
    private HttpRequest<Buffer> template;

    HttpLane(
            Endpoint endpoint,
            TokenCounter tokens,
            Optional<ChunkEncoder> chunks,
            InstantSource clock,
            int maxConnections,
            EndpointMeters meters) {
        this.chunks = chunks;
        this.endpoint = endpoint;
        this.classifier = new Classifier(endpoint, tokens);
        this.clock = clock;
        this.maxConnections = maxConnections;
        this.meters = meters;
    }

    @Override
    public void init(Vertx vertx, Context context) {
        super.init(vertx, context);
        WebClientOptions options = ClientSettings.options(endpoint.config());
        client =
                WebClient.wrap(
                        vertx.httpClientBuilder()
                                .with(options)
                                .with(ClientSettings.pool(maxConnections))
                                .withConnectHandler(this::connected)
                                .build(),
                        options);
        ((WebClientInternal) client).addInterceptor(HttpLane::watch);
        template = client.post(endpoint.port(), endpoint.host(), endpoint.path());
        template.ssl(endpoint.tls());
        template.putHeader("Content-Type", "application/json");
        template.putHeader("Accept", "application/json, text/event-stream");
    }

    @Override
    public Future<?> stop() {
        client.close();
        return Future.succeededFuture();
    }

    /** Calls in flight on this lane. Any thread. */
    int inFlight() {
        return inFlight.get();
    }

    /**
     * Makes a call. Any thread.
     *
     * @param onSent hears of the time at which it is sent, where there is one before which it must be
     * @param onChunk takes pieces of the answer, encoded, where the request wants them published
     * @param done takes what came of it, after the last piece
     */
    void send(
            Call call, LongConsumer onSent, Consumer<byte[]> onChunk, Consumer<FinishedCall> done) {
        inFlight.incrementAndGet();
        Optional<ChunkPublisher> publisher =
                call.subject().request().getPublishChunks()
                        ? chunks.map(encoder -> new ChunkPublisher(encoder, call, clock, onChunk))
                        : Optional.empty();
        context.runOnContext(
                ignored ->
                        new Exchange(
                                        endpoint,
                                        classifier,
                                        call,
                                        vertx,
                                        clock,
                                        publisher,
                                        onSent,
                                        finished -> {
                                            inFlight.decrementAndGet();
                                            done.accept(finished);
                                        })
                                .start(authorized()));
    }

    private void connected(HttpConnection connection) {
        meters.connected();
        connection.closeHandler(closed -> meters.disconnected());
    }

    /** A call's own copy, with the credentials of now. */
    private HttpRequest<Buffer> authorized() {
        HttpRequest<Buffer> request = template.copy();
        endpoint.headers().forEach(request::putHeader);
        return request;
    }

    /** The Web Client gives no hold on a call; what it tells its interceptors does. */
    private static void watch(HttpContext<?> context) {
        if (context.request().bodyCodec() instanceof LimitedBody body
                && !goesOn(context, body.exchange())) {
            return;
        }
        context.next();
    }

    private static boolean goesOn(HttpContext<?> context, Exchange exchange) {
        HttpClientRequest request = context.clientRequest();
        if (context.phase() == ClientPhase.SEND_REQUEST && request != null) {
            return exchange.connected(request);
        }
        HttpClientResponse response = context.clientResponse();
        if (context.phase() == ClientPhase.RECEIVE_RESPONSE && response != null) {
            exchange.head(response);
        }
        return true;
    }
}
