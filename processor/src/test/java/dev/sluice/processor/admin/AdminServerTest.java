package dev.sluice.processor.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.processor.config.AdminConfig;
import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.Secret;
import dev.sluice.processor.support.FreePort;
import dev.sluice.processor.support.Scrape;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String TEXT = "one 1\n";

    private final Vertx vertx = Vertx.vertx();
    private final int port = FreePort.find();

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
            assertThatThrownBy(() -> AdminServer.start(other, config, List.of(), () -> TEXT))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("admin.port: cannot listen on 127.0.0.1:" + port);
            other.close().await();
        }
    }

    @Test
    void withoutAPortThereIsNone() {
        AdminConfig off = config(AdminConfig.OFF, Optional.empty());

        assertThat(AdminServer.start(vertx, off, List.of(), () -> TEXT)).isEmpty();
    }

    private AdminServer start(Optional<Secret> token) {
        AdminConfig config = config(port, token);
        return AdminServer.start(vertx, config, List.of(), () -> TEXT).orElseThrow();
    }

    private static AdminConfig config(int port, Optional<Secret> token) {
        return new AdminConfig(port, LOOPBACK, token, LOOPBACK + ":" + port);
    }

    private int status(String authorization) {
        return Scrape.get(port, "/metrics", "Authorization", authorization).statusCode();
    }
}
