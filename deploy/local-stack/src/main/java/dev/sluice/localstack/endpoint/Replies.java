package dev.sluice.localstack.endpoint;

import io.vertx.core.http.HttpServerRequest;

/** Plain answers with a JSON body. */
final class Replies {

    private Replies() {}

    static void json(HttpServerRequest request, int status, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(body);
    }
}
