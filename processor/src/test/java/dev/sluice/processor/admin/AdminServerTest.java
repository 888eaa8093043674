package dev.sluice.processor.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.processor.admin.health.Check;
import dev.sluice.processor.admin.health.Finding;
import dev.sluice.processor.admin.health.Health;
import dev.sluice.processor.admin.state.StateSource;
import dev.sluice.processor.config.AdminConfig;
import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.Secret;
import dev.sluice.processor.metrics.SchedulerStatus;
import dev.sluice.processor.metrics.WindowStatus;
import dev.sluice.processor.support.FreePort;
import dev.sluice.processor.support.Scrape;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String TEXT = "one 1\n";

    private final Vertx vertx = Vertx.vertx();
    private final int port = FreePort.find();
    private final Health health = new Health();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void servesTheMetricsAndNothingElse() {
        try (AdminServer server = start(Optional.empty())) {
            assertThat(server).isNotNull();
            assertThat(Scrape.get(port, "/metrics"))
                    .satisfies(
                            answer -> {
                                assertThat(answer.statusCode()).isEqualTo(200);
                                assertThat(answer.body()).isEqualTo(TEXT);
                                assertThat(answer.headers().firstValue("content-type"))
                                        .hasValue("text/plain; version=0.0.4; charset=utf-8");
                            });
            assertThat(Scrape.get(port, "/").statusCode()).isEqualTo(404);
            assertThat(Scrape.get(port, "/metrics/more").statusCode()).isEqualTo(404);
            assertThat(Scrape.get(port, "/api/usage").statusCode())
                    .as("there are no windows")
                    .isEqualTo(404);
        }
    }

    @Test
    void takesNothing() throws Exception {
        try (AdminServer server = start(Optional.empty())) {
            assertThat(server).isNotNull();
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build();

            HttpResponse<Void> answer =
                    HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding());

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("allow")).hasValue("GET");
        }
    }

    @Test
    void whoHasToShowATokenAndDoesNotLearnsNothing() {
        try (AdminServer server = start(Optional.of(new Secret("right")))) {
            assertThat(server).isNotNull();
            assertThat(Scrape.get(port, "/metrics").statusCode()).isEqualTo(401);
            assertThat(Scrape.get(port, "/other").statusCode()).isEqualTo(401);
            assertThat(status("Bearer wrong")).isEqualTo(401);
            assertThat(status("right")).isEqualTo(401);
            assertThat(status("Bearer right")).isEqualTo(200);
        }
    }

    @Test
    void aPortThatIsTakenIsAProblemOfTheConfiguration() {
        try (AdminServer server = start(Optional.empty())) {
            assertThat(server).isNotNull();
            Vertx other = Vertx.vertx();
            AdminConfig config = config(port, Optional.empty());
            assertThatThrownBy(
                            () -> AdminServer.start(other, config, List.of(), () -> TEXT, health))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("admin.port: cannot listen on 127.0.0.1:" + port);
            other.close().await();
        }
    }

    @Test
    void withoutAPortThereIsNone() {
        AdminConfig off = config(AdminConfig.OFF, Optional.empty());

        assertThat(AdminServer.start(vertx, off, List.of(), () -> TEXT, health)).isEmpty();
    }

    private AdminServer start(Optional<Secret> token) {
        AdminConfig config = config(port, token);
        return AdminServer.start(vertx, config, List.of(), () -> TEXT, health).orElseThrow();
    }

    private static AdminConfig config(int port, Optional<Secret> token) {
        return new AdminConfig(port, LOOPBACK, token, LOOPBACK + ":" + port);
    }

    private int status(String authorization) {
        return Scrape.get(port, "/metrics", "Authorization", authorization).statusCode();
    }

    @Test
    void healthIsForEverybodyAndItsReasonsForReaders() {
        health.live(new Check("alive", () -> Finding.up("ok")));
        health.ready(new Check("good", () -> Finding.up("ok")));
        health.ready(
                new Check(
                        "bad",
                        () -> new Finding(false, "gone", Optional.of(Duration.ofMillis(1500)))));
        try (AdminServer server = start(Optional.of(new Secret("right")))) {
            assertThat(server).isNotNull();
            assertAnswer(Scrape.get(port, Health.LIVE), 200, "{\"status\":\"UP\"}");
            assertAnswer(Scrape.get(port, Health.READY), 503, "{\"status\":\"DOWN\"}");
            assertAnswer(
                    Scrape.get(port, Health.READY, "Authorization", "Bearer right"),
                    503,
                    "{\"status\":\"DOWN\",\"checks\":["
                            + "{\"name\":\"good\",\"status\":\"UP\",\"data\":{\"reason\":\"ok\"}},"
                            + "{\"name\":\"bad\",\"status\":\"DOWN\",\"data\":{\"reason\":\"gone\",\"age_seconds\":1.5}}]}");
        }
    }

    @Test
    void ofHealthTheHeadIsEnough() throws Exception {
        try (AdminServer server = start(Optional.empty())) {
            assertThat(server).isNotNull();
            HttpRequest head =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + Health.LIVE))
                            .method("HEAD", HttpRequest.BodyPublishers.noBody())
                            .build();

            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(head, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void thereIsNoStateUntilItIsOpened() {
        try (AdminServer server = start(Optional.empty())) {
            assertThat(Scrape.get(port, "/api/limits").statusCode()).isEqualTo(503);
            assertThat(Scrape.get(port, "/api/pending").statusCode()).isEqualTo(503);

            server.open(
                    new StateSource() {
                        @Override
                        public SchedulerStatus scheduler() {
                            return new SchedulerStatus(List.of(), List.of(), 0, System.nanoTime());
                        }

                        @Override
                        public List<WindowStatus> windows() {
                            return List.of();
                        }
                    });

            assertThat(Scrape.get(port, "/api/limits").body()).contains("\"limits\":[]");
            assertThat(Scrape.get(port, "/api/pending").body()).contains("\"partitions\":[]");
        }
    }

    private static void assertAnswer(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
    }
}
