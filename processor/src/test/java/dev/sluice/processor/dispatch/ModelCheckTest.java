package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localstack.Ports;
import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.support.EndpointConfigs;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that an endpoint does not have are found at start. */
class ModelCheckTest {
    private static final String LIST =
            "{\"object\":\"list\",\"data\":[{\"id\":\"meta/llama-3\"},{\"id\":\"small\"},{\"owned_by\":\"x\"}]}";

    /**
     * An answer.
     *
     * @param status 0: the connection is closed
     */
    private record Answer(int status, String body) {}

    private final Vertx vertx = Vertx.vertx();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final ModelCheck check = new ModelCheck(pauses::add);
    private HttpServer server;

    @BeforeEach
    void listen() {
        server =
                vertx.createHttpServer()
                        .requestHandler(this::handle)
                        .listen(0, Ports.LOOPBACK)
                        .await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private void handle(HttpServerRequest request) {
        asked.add(
                "%s %s %s %s"
                        .formatted(
                                request.method(),
                                request.uri(),
                                request.getHeader("Authorization"),
                                request.getHeader("X-Team")));
        Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
        if (answer.status() == 0) {
            request.connection().close();
        } else {
            request.response().setStatusCode(answer.status()).end(answer.body());
        }
    }

    @Test
    void modelsThatAreThere() throws InterruptedException {
        answers.add(new Answer(200, LIST));

        check.check(
                List.of(
                        endpoint(
                                "api-key: k",
                                "headers: {X-Team: t}",
                                "models: [small, 'other-*', renamed]",
                                "aliases: {llama: meta/llama-3, renamed: small}")));

        assertThat(asked).containsExactly("GET /v1/models Bearer k t");
        assertThat(pauses).isEmpty();
    }

    @Test
    void modelsThatAreMissing() {
        answers.add(new Answer(200, LIST));

        assertThat(problems("models: [small, llama-3, smal]", "aliases: {a.b: meta/llama3}"))
                .containsExactly(
                        "endpoints.test.aliases.a.b: the endpoint does not list the model meta/llama3; did you mean meta/llama-3?",
                        "endpoints.test.models: the endpoint does not list the model llama-3",
                        "endpoints.test.models: the endpoint does not list the model smal; did you mean small?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | not found | it answered 404",
                "302 | elsewhere | it answered 302",
                "200 | <html> | it answered with something that is no list of models",
                "200 | {} | it answered with something that is no list of models",
            })
    void aListThatCannotBeHad(int status, String body, String why) {
        answers.add(new Answer(status, body));

        assertThat(problems("models: [small]"))
                .containsExactly(
                        "endpoints.test.verify-models: the endpoint gives no list of models at its models-path: "
                                + why);
        assertThat(pauses).isEmpty();
    }

    @Test
    void anEndpointThatIsNotWellIsWaitedFor() throws InterruptedException {
        answers.add(new Answer(503, "loading"));
        answers.add(new Answer(0, ""));
        answers.add(new Answer(429, "slow down"));
        answers.add(new Answer(401, "{}"));
        answers.add(new Answer(200, LIST));

        check.check(List.of(endpoint("models: [small]")));

        assertThat(asked).hasSize(5);
        assertThat(pauses)
                .containsExactly(
                        Duration.ofMillis(500),
                        Duration.ofMillis(1_000),
                        Duration.ofMillis(2_000),
                        Duration.ofMillis(4_000));
    }

    @Test
    void anEndpointThatIsNotThereYetIsWaitedFor() throws InterruptedException {
        EndpointConfig endpoint = endpoint("models: [small]");
        int port = server.actualPort();
        server.close().await();
        answers.add(new Answer(200, LIST));
        ModelCheck waiting =
                new ModelCheck(
                        pause -> {
                            pauses.add(pause);
                            if (pauses.size() == 3) {
                                vertx.createHttpServer()
                                        .requestHandler(this::handle)
                                        .listen(port, Ports.LOOPBACK)
                                        .await();
                            }
                        });

        waiting.check(List.of(endpoint));

        assertThat(pauses).hasSize(3);
    }

    @Test
    void anEndpointThatDoesNotWantItIsNotAsked() throws InterruptedException {
        check.check(List.of(EndpointConfigs.of("http://localhost:" + server.actualPort())));

        assertThat(asked).isEmpty();
    }

    private List<String> problems(String... keys) {
        List<String> problems = new ArrayList<>();
        assertThatThrownBy(() -> check.check(List.of(endpoint(keys))))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        failure ->
                                failure.problems().stream()
                                        .map(Problem::toString)
                                        .forEach(problems::add));
        return problems;
    }

    private EndpointConfig endpoint(String... keys) {
        List<String> all = new ArrayList<>(List.of(keys));
        all.add("verify-models: true");
        return EndpointConfigs.of(
                "http://" + Ports.LOOPBACK + ":" + server.actualPort(), all.toArray(String[]::new));
    }
}
