package dev.sluice.processor.admin;

import dev.sluice.processor.admin.health.Health;
import dev.sluice.processor.admin.health.HealthPage;
import dev.sluice.processor.admin.state.StateApi;
import dev.sluice.processor.admin.state.StateSource;
import dev.sluice.processor.admin.usage.UsageApi;
import dev.sluice.processor.admin.usage.UsageSource;
import dev.sluice.processor.config.AdminConfig;
import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.Problem;
import dev.sluice.v1.WindowSize;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves what operators see. */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    private static final String METRICS = "/metrics";

    /** Prometheus' text-based format: its version is 0.0.4. */
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final Optional<UsageApi> usage;
    private final StateApi state;

    private AdminServer(HttpServer server, Optional<UsageApi> usage, StateApi state) {
        this.server = server;
        this.usage = usage;
        this.state = state;
    }

    /**
     * Listens, if the configuration has a port for it.
     *
     * @param vertx where the server runs
     * @param config where it listens, and who may read
     * @param windows lengths of windows that usage is summed up in; none: there is no usage to ask for
     * @param metrics all metrics, in Prometheus' text format; called on a thread that may block
     * @param health what tells whether the instance works
     * @throws ConfigException if it cannot listen there
     */
    public static Optional<AdminServer> start(
            Vertx vertx,
            AdminConfig config,
            List<WindowSize> windows,
            Supplier<String> metrics,
            Health health) {
        if (config.port() == AdminConfig.OFF) {
            return Optional.empty();
        }
        Map<String, Handler<HttpServerRequest>> pages = new HashMap<>();
        pages.put(METRICS, request -> show(vertx, metrics, request.response()));
        Optional<UsageApi> usage =
                windows.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new UsageApi(vertx, config, windows, InstantSource.system()));
        usage.ifPresent(
                api -> {
                    pages.put(UsageApi.ALL, api::all);
                    pages.put(UsageApi.OWN, api::own);
                });
        StateApi state = new StateApi();
        pages.put(StateApi.LIMITS, state::limits);
        pages.put(StateApi.PENDING, state::pending);
        Map<String, AdminHandler.OpenPage> open = new HashMap<>();
        health.pages().forEach((path, checks) -> open.put(path, new HealthPage(checks)::answer));
        HttpServer server =
                vertx.createHttpServer()
                        .requestHandler(new AdminHandler(config.token(), pages, open))
                        .listen(config.port(), config.host())
                        .recover(failure -> Future.failedFuture(cannotListen(config, failure)))
                        .await();
        return Optional.of(new AdminServer(server, usage, state));
    }

    /** From now on there is state to ask for; until then the answer is that there is none yet. */
    public void open(StateSource source) {
        state.open(source);
    }

    /** From now on there is usage to ask for; until then the answer is that there is none yet. */
    public void open(UsageSource rows) {
        usage.ifPresent(api -> api.open(rows));
    }

    @Override
    public void close() {
        server.close().await();
        usage.ifPresent(UsageApi::close);
    }

    /** Writing them takes milliseconds, for which calls on the same event loop would have to wait. */
    private static void show(Vertx vertx, Supplier<String> metrics, HttpServerResponse response) {
        vertx.executeBlocking(metrics::get)
                .onSuccess(
                        text -> response.putHeader(HttpHeaders.CONTENT_TYPE, TEXT_FORMAT).end(text))
                .onFailure(
                        failure -> {
                            LOG.error("Metrics could not be written", failure);
                            response.setStatusCode(500).end();
                        });
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
