package dev.sluice.processor.dispatch;

import dev.sluice.processor.config.Problem;
import dev.sluice.processor.openai.ModelListReader;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks an endpoint for its models, in the way and with the credentials that chat requests go. */
final class ModelListCall {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Endpoint endpoint;

    ModelListCall(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** One call; its future never fails. */
    Future<ModelList> send(Vertx vertx) {
        Promise<ModelList> answer = Promise.promise();
        // All on one event loop, or the answer could come before anybody listens.
        vertx.runOnContext(ignored -> exchange(vertx).onComplete(answer));
        return answer.future();
    }

    private Future<ModelList> exchange(Vertx vertx) {
        HttpClient client =
                vertx.createHttpClient(
                        ClientSettings.options(endpoint.config()), ClientSettings.pool(1));
        RequestOptions request =
                new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setHost(endpoint.host())
                        .setPort(endpoint.port())
                        .setSsl(endpoint.tls())
                        .setURI(endpoint.modelsPath())
                        .putHeader("Accept", "application/json")
                        .putHeader("User-Agent", "sluice");
        endpoint.headers().forEach(request::putHeader);
        long millis = Math.min(endpoint.config().timeouts().total().toMillis(), LONGEST.toMillis());
        return client.request(request)
                .compose(call -> call.send())
                .compose(this::read)
                .timeout(millis, TimeUnit.MILLISECONDS)
                .otherwise(
                        failure ->
                                new ModelList.NotYet(
                                        endpoint.problems()
                                                .silence(failure, Classifier.describe(failure))))
                .eventually(client::close);
    }

    private Future<ModelList> read(HttpClientResponse response) {
        int status = response.statusCode();
        if (status == 200) {
            return body(response)
                    .map(
                            body ->
                                    ModelListReader.read(body.getBytes())
                                            .<ModelList>map(ModelList.Known::new)
                                            .orElseGet(
                                                    () ->
                                                            new ModelList.Refused(
                                                                    "it answered with something"
                                                                            + " that is no list of models")));
        }
        String answered = "it answered " + status;
        boolean passing = status >= 500 || status == 408 || status == 429;
        return Future.succeededFuture(
                EndpointProblems.refusal(endpoint.config(), status)
                        .or(() -> passing ? Optional.of(unwell(answered)) : Optional.empty())
                        .<ModelList>map(ModelList.NotYet::new)
                        .orElseGet(() -> new ModelList.Refused(answered)));
    }

    private Problem unwell(String answered) {
        return new Problem(
                "endpoints.%s.verify-models".formatted(endpoint.name()),
                "the endpoint gives no list of models now: " + answered);
    }

    private Future<Buffer> body(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.handler(
                chunk -> {
                    body.appendBuffer(chunk);
                    if (body.length() > endpoint.config().maxResponseBytes()) {
                        whole.tryFail(new ResponseTooLargeException());
                        response.request().reset();
                    }
                });
        response.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }
}
