package dev.sluice.processor.admin;

import dev.sluice.processor.config.Secret;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers one request. Whoever has to show a token and does not learns nothing, not even what there is. */
final class AdminHandler implements Handler<HttpServerRequest> {
    private static final String METRICS = "/metrics";

    /** Prometheus' text-based format: its version is 0.0.4. */
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private static final String SCHEME = "Bearer";

    private final Optional<byte[]> authorization;
    private final Supplier<String> metrics;

    /**
     * @param token what readers have to show; none: anybody may read
     * @param metrics in Prometheus' text format
     */
    AdminHandler(Optional<Secret> token, Supplier<String> metrics) {
        this.authorization =
                token.map(
                        secret -> (SCHEME + " " + secret.value()).getBytes(StandardCharsets.UTF_8));
        this.metrics = metrics;
    }

    @Override
    public void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (!mayRead(request)) {
            response.setStatusCode(401).putHeader("WWW-Authenticate", SCHEME).end();
        } else if (!METRICS.equals(request.path())) {
            response.setStatusCode(404).end();
        } else if (!request.method().equals(HttpMethod.GET)) {
            response.setStatusCode(405).putHeader("Allow", HttpMethod.GET.name()).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, TEXT_FORMAT).end(metrics.get());
        }
    }

    /** Takes as long whatever is wrong with a token, so that nobody can guess it bit by bit. */
    private boolean mayRead(HttpServerRequest request) {
        if (authorization.isEmpty()) {
            return true;
        }
        String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
        return shown != null
                && MessageDigest.isEqual(
                        authorization.get(), shown.getBytes(StandardCharsets.UTF_8));
    }
}
