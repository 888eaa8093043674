package dev.sluice.processor.admin;

import dev.sluice.processor.config.Secret;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/**
 * Answers one request. Whoever has to show a token and does not learns nothing, not even what there is; but for the open pages,
 * which tell such a reader as much as anybody may know.
 */
final class AdminHandler implements Handler<HttpServerRequest> {
    private static final String SCHEME = "Bearer";

    private final Optional<byte[]> authorization;
    private final Map<String, Handler<HttpServerRequest>> pages;
    private final Map<String, OpenPage> open;

    /** A page that answers everybody. */
    interface OpenPage {
        /**
         * Answers, whatever the method.
         *
         * @param trusted whether the reader has shown the token, or needs none
         */
        void answer(HttpServerRequest request, boolean trusted);
    }

    /**
     * @param token what readers have to show; none: anybody may read
     * @param pages what answers, by path
     * @param open what answers everybody, by path
     */
    AdminHandler(
            Optional<Secret> token,
            Map<String, Handler<HttpServerRequest>> pages,
            Map<String, OpenPage> open) {
        this.authorization =
                token.map(
                        secret -> (SCHEME + " " + secret.value()).getBytes(StandardCharsets.UTF_8));
        this.pages = Map.copyOf(pages);
        this.open = Map.copyOf(open);
    }

    @Override
    public void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        String path = request.path() == null ? "" : request.path();
        OpenPage openPage = open.get(path);
        Handler<HttpServerRequest> page = pages.get(path);
        boolean trusted = mayRead(request);
        if (!trusted && openPage == null) {
            response.setStatusCode(401).putHeader("WWW-Authenticate", SCHEME).end();
        } else if (page == null && openPage == null) {
            response.setStatusCode(404).end();
        } else if (openPage != null) {
            openPage.answer(request, trusted);
        } else if (page != null && request.method().equals(HttpMethod.GET)) {
            page.handle(request);
        } else {
            response.setStatusCode(405).putHeader("Allow", HttpMethod.GET.name()).end();
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
