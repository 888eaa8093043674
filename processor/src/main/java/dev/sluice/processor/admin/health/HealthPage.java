package dev.sluice.processor.admin.health;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Answers with the state of some checks, in the form of MicroProfile Health 4.0: {@code status} and {@code checks}, 200 where
 * all are up and 503 otherwise. What each check found is for readers who may know it; others are told the status.
 */
public final class HealthPage {
    private static final String STATUS = "status";
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final List<Check> checks;

    /**
     * @param checks what has to be up; may grow
     */
    public HealthPage(List<Check> checks) {
        this.checks = checks;
    }

    /**
     * Answers.
     *
     * @param detailed whether the reader may know what each check found
     */
    public void answer(HttpServerRequest request, boolean detailed) {
        if (!METHODS.contains(request.method())) {
            request.response().setStatusCode(405).putHeader("Allow", "GET, HEAD").end();
            return;
        }
        boolean up = true;
        JsonArray found = new JsonArray();
        for (Check check : checks) {
            Finding finding = check.finding().get();
            up &= finding.up();
            found.add(json(check.name(), finding));
        }
        JsonObject body = new JsonObject().put(STATUS, status(up));
        if (detailed) {
            body.put("checks", found);
        }
        HttpServerResponse response =
                request.response()
                        .setStatusCode(up ? 200 : 503)
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(body.toBuffer());
        }
    }

    private static JsonObject json(String name, Finding finding) {
        JsonObject data = new JsonObject().put("reason", finding.reason());
        finding.age().ifPresent(age -> data.put("age_seconds", seconds(age)));
        return new JsonObject()
                .put("name", name)
                .put(STATUS, status(finding.up()))
                .put("data", data);
    }

    private static String status(boolean up) {
        return up ? "UP" : "DOWN";
    }

    private static double seconds(Duration time) {
        return time.toMillis() / (double) TimeUnit.SECONDS.toMillis(1);
    }
}
