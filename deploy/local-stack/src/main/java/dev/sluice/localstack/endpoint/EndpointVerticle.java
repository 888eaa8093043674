package dev.sluice.localstack.endpoint;

import dev.sluice.localstack.Ports;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.atomic.AtomicInteger;

/** One event loop of the server. Instances on the same port share its connections. */
final class EndpointVerticle extends VerticleBase {

    /** Thousands of clients may connect in the same instant. */
    private static final int BACKLOG = 8_192;

    /** To Vert.x, 0 is a free port for each instance and a negative number one free port for all of them. */
    private static final int ANY_FOR_ALL = -1;

    private final EndpointState state;
    private final AtomicInteger actualPort;

    EndpointVerticle(EndpointState state, AtomicInteger actualPort) {
        this.state = state;
        this.actualPort = actualPort;
    }

    @Override
    public Future<HttpServer> start() {
        int wanted = state.options().port();
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost(state.options().host())
                        .setPort(wanted == Ports.ANY ? ANY_FOR_ALL : wanted)
                        .setAcceptBacklog(BACKLOG)
                        // Faults are about HTTP/1 on a plain connection.
                        .setHttp2ClearTextEnabled(false);
        Router router = new Router(vertx, state);
        return vertx.createHttpServer(options)
                .requestHandler(router::handle)
                .listen()
                .onSuccess(server -> actualPort.set(server.actualPort()));
    }
}
