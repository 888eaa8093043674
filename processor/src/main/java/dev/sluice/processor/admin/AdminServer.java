package dev.sluice.processor.admin;

import dev.sluice.processor.config.AdminConfig;
import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Serves what operators see. */
public final class AdminServer implements AutoCloseable {
    private final HttpServer server;

    private AdminServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Listens, if the configuration has a port for it.
     *
     * @param vertx where the server runs
     * @param config where it listens, and who may read
     * @param metrics all metrics, in Prometheus' text format; called on an event loop
     * @throws ConfigException if it cannot listen there
     */
    public static Optional<AdminServer> start(
            Vertx vertx, AdminConfig config, Supplier<String> metrics) {
        if (config.port() == AdminConfig.OFF) {
            return Optional.empty();
        }
        HttpServer server =
                vertx.createHttpServer()
                        .requestHandler(new AdminHandler(config.token(), metrics))
                        .listen(config.port(), config.host())
                        .recover(failure -> Future.failedFuture(cannotListen(config, failure)))
                        .await();
        return Optional.of(new AdminServer(server));
    }

    @Override
    public void close() {
        server.close().await();
    }

    private static ConfigException cannotListen(AdminConfig config, Throwable failure) {
        ConfigException problem =
                new ConfigException(
                        List.of(
                                new Problem(
                                        "admin.port",
                                        "cannot listen on %s:%d: %s"
                                                .formatted(
                                                        config.host(),
                                                        config.port(),
                                                        failure.getMessage()))));
        problem.initCause(failure);
        return problem;
    }
}
