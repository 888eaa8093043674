package dev.sluice.processor.e2e.fault;

import static dev.sluice.processor.e2e.fault.Expected.NO_HEAD;
import static dev.sluice.processor.e2e.fault.FaultCase.at;

import dev.sluice.localstack.Ports;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.TestIdentity;
import dev.sluice.v1.FailureReason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.util.List;

/** Streams of HTTP/2 that end too early, all on one connection but those that take the connection with them. */
final class Http2Faults implements AutoCloseable {
    private static final String SHARED = "http2";
    private static final String GOING = "http2-going";

    /** Error codes of RFC 9113, section 7. */
    private static final long INTERNAL_ERROR = 2;

    private static final long REFUSED_STREAM = 7;

    private static final String FINE = "HTTP/2";
    private static final String RESET = "HTTP/2 reset before the head";
    private static final String REFUSED = "HTTP/2 refused";
    private static final String RESET_LATE = "HTTP/2 reset in the body";
    private static final String CUT = "HTTP/2 reset in a stream";
    private static final String GONE = "HTTP/2 that goes away";
    private static final String EVENT =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"}}]}\n\n";

    private final Vertx vertx = Vertx.vertx();
    private final TestIdentity identity;
    private final HttpServer server;

    /** Starts the server, with its certificate in this folder. */
    Http2Faults(Path folder) {
        identity = TestIdentity.of(folder, Ports.LOOPBACK);
        server =
                vertx.createHttpServer(
                                new HttpServerOptions()
                                        .setSsl(true)
                                        .setUseAlpn(true)
                                        .setKeyCertOptions(
                                                new PemKeyCertOptions()
                                                        .setCertPath(
                                                                identity.certificate().toString())
                                                        .setKeyPath(identity.key().toString())))
                        .requestHandler(Http2Faults::take)
                        .listen(Ports.ANY, Ports.LOOPBACK)
                        .await();
    }

    private static void take(HttpServerRequest request) {
        request.body().onSuccess(body -> play(body.toJsonObject().getString("model"), request));
    }

    private static void play(String model, HttpServerRequest request) {
        switch (model) {
            case RESET -> request.response().reset(INTERNAL_ERROR);
            case REFUSED -> request.response().reset(REFUSED_STREAM);
            case RESET_LATE ->
                    begin(request, "application/json", "{\"choices\":[")
                            .onSuccess(sent -> request.response().reset(INTERNAL_ERROR));
            case CUT ->
                    begin(request, "text/event-stream", EVENT)
                            .onSuccess(sent -> request.response().reset(INTERNAL_ERROR));
            case GONE -> request.connection().goAway(INTERNAL_ERROR).close();
            default ->
                    request.response()
                            .putHeader("Content-Type", "application/json")
                            .end(Replies.ANSWER);
        }
    }

    private static Future<Void> begin(HttpServerRequest request, String type, String body) {
        return request.response().putHeader("Content-Type", type).setChunked(true).write(body);
    }

    /** The configuration with these endpoints. */
    InstanceConfig in(InstanceConfig config) {
        InstanceConfig all = config;
        for (String name : List.of(SHARED, GOING)) {
            String url = "https://" + Ports.LOOPBACK + ":" + server.actualPort();
            all =
                    EndpointFaultIT.endpoint(all, name, url, 1)
                            .with("endpoints." + name + ".tls.ca-file", identity.authority());
        }
        return all;
    }

    static List<FaultCase> all() {
        return List.of(
                at(SHARED, FINE).completes(200),
                at(SHARED, RESET).fails(FailureReason.CONNECTION, NO_HEAD),
                at(SHARED, REFUSED).failsFree(FailureReason.CONNECTION, NO_HEAD),
                at(SHARED, RESET_LATE).fails(FailureReason.CONNECTION, 200),
                at(SHARED, CUT).fails(FailureReason.TRUNCATED_STREAM, 200),
                at(GOING, GONE).fails(FailureReason.CONNECTION, NO_HEAD));
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
