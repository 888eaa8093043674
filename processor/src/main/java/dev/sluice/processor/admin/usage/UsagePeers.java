package dev.sluice.processor.admin.usage;

import dev.sluice.processor.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks other instances. None of them keeps an answer waiting for longer than the timeout. */
final class UsagePeers implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 2_000;

    private final HttpClient client;
    private final Optional<String> authorization;
    private final long timeoutMs;

    /** What came back. */
    sealed interface Reply {
        /**
         * An answer of HTTP.
         *
         * @param status its status
         * @param body all of its body
         */
        record Answered(int status, Buffer body) implements Reply {}

        /**
         * No answer.
         *
         * @param reason why
         */
        record Unreachable(String reason) implements Reply {}
    }

    /**
     * @param token what the others want to be shown
     * @param timeoutMs how long an answer may take, in milliseconds
     */
    UsagePeers(Vertx vertx, Optional<Secret> token, long timeoutMs) {
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS));
        this.authorization = token.map(secret -> "Bearer " + secret.value());
        this.timeoutMs = timeoutMs;
    }

    /** Asks all of them at the same time. Never fails. */
    Future<Map<InstanceAddress, Reply>> ask(
            Collection<InstanceAddress> instances, UsageQuestion question) {
        Future<Map<InstanceAddress, Reply>> all = Future.succeededFuture(new LinkedHashMap<>());
        for (InstanceAddress instance : instances) {
            Future<Reply> one = ask(instance, question);
            all =
                    all.compose(
                            replies ->
                                    one.map(
                                            reply -> {
                                                replies.put(instance, reply);
                                                return replies;
                                            }));
        }
        return all;
    }

    @Override
    public void close() {
        client.close();
    }

    private Future<Reply> ask(InstanceAddress instance, UsageQuestion question) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setHost(instance.host())
                        .setPort(instance.port())
                        .setURI(UsageApi.OWN + "?" + question.query())
                        .setTimeout(timeoutMs);
        authorization.ifPresent(value -> options.putHeader(HttpHeaders.AUTHORIZATION, value));
        return client.request(options)
                .compose(HttpClientRequest::send)
                .compose(
                        response ->
                                response.body()
                                        .<Reply>map(
                                                body ->
                                                        new Reply.Answered(
                                                                response.statusCode(), body)))
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                .otherwise(failure -> new Reply.Unreachable(String.valueOf(failure.getMessage())));
    }
}
