package dev.sluice.localstack.endpoint;

import dev.sluice.localstack.endpoint.chat.Answer;
import dev.sluice.localstack.endpoint.fault.FaultScript;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Which path does what. */
final class Router {

    private final ChatRoute chat;
    private final EndpointState state;

    Router(Vertx vertx, EndpointState state) {
        this.chat = new ChatRoute(vertx, state);
        this.state = state;
    }

    void handle(HttpServerRequest request) {
        // A client that goes away in the middle of its body is owed nothing.
        request.body().onSuccess(body -> route(request, body));
    }

    private void route(HttpServerRequest request, Buffer body) {
        boolean post = request.method().equals(HttpMethod.POST);
        String path = String.valueOf(request.path());
        // Some providers put the chat API below another prefix than /v1.
        if (post && path.endsWith("/chat/completions")) {
            chat.handle(request, body);
        } else if (!post && path.equals("/v1/models")) {
            models(request);
        } else if (!post && path.equals("/stats")) {
            Replies.json(request, 200, StatsJson.write(state.stats()));
        } else if (post && path.equals("/faults")) {
            faults(request, body);
        } else {
            Replies.json(request, 404, ErrorBody.unknownPath());
        }
    }

    private void models(HttpServerRequest request) {
        if (!state.authorizes(request)) {
            Replies.json(request, 401, ErrorBody.unknownKey());
            return;
        }
        JsonArray data = new JsonArray();
        for (String model : state.options().models()) {
            data.add(
                    new JsonObject()
                            .put("id", model)
                            .put("object", "model")
                            .put("created", Answer.CREATED)
                            .put("owned_by", "simulated"));
        }
        Replies.json(
                request, 200, new JsonObject().put("object", "list").put("data", data).encode());
    }

    private void faults(HttpServerRequest request, Buffer body) {
        try {
            state.replaceFaults(FaultScript.parse(body.toString()));
            request.response().setStatusCode(204).end();
        } catch (IllegalArgumentException e) {
            Replies.json(request, 400, ErrorBody.invalid(String.valueOf(e.getMessage())));
        }
    }
}
