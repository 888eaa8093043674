package dev.sluice.processor.admin.state;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;

/** Answers questions about this instance's state. */
public final class StateApi {
    /** Path of how the limits do. */
    public static final String LIMITS = "/api/limits";

    /** Path of what waits. */
    public static final String PENDING = "/api/pending";

    private volatile Optional<StateSource> source = Optional.empty();

    /** From now on there is something to tell. */
    public void open(StateSource state) {
        source = Optional.of(state);
    }

    /** Answers with how the limits do. */
    public void limits(HttpServerRequest request) {
        answer(request, state -> LimitsJson.of(state.scheduler()));
    }

    /** Answers with what waits. */
    public void pending(HttpServerRequest request) {
        answer(request, state -> PendingJson.of(state.scheduler(), state.windows()));
    }

    private void answer(HttpServerRequest request, Function<StateSource, JsonObject> page) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (source.isEmpty()) {
            request.response()
                    .setStatusCode(503)
                    .putHeader(HttpHeaders.RETRY_AFTER, "1")
                    .end(new JsonObject().put("error", "this instance is starting").toBuffer());
        } else {
            request.response().end(page.apply(source.get()).toBuffer());
        }
    }
}
