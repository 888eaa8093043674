package dev.sluice.processor.admin.usage;

import static dev.sluice.processor.admin.usage.TestRows.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.admin.usage.UsagePeers.Reply;
import dev.sluice.v1.WindowSize;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsagePeersTest {
    private static final UsageQuestion QUESTION =
            new UsageQuestion(
                    Optional.of("a&b=ü"),
                    Optional.empty(),
                    Optional.empty(),
                    WindowSize.HOUR,
                    HOUR,
                    HOUR.plusSeconds(1));

    private final Vertx vertx = Vertx.vertx();
    private final UsagePeers peers = new UsagePeers(vertx, Optional.empty(), 300);

    @AfterEach
    void close() {
        peers.close();
        vertx.close().await();
    }

    @Test
    void whoDoesNotAnswerKeepsNobodyWaiting() {
        HttpServer silent =
                vertx.createHttpServer().requestHandler(request -> {}).listen(0).await();
        HttpServer endless =
                vertx.createHttpServer()
                        .requestHandler(
                                request -> {
                                    request.response().setChunked(true);
                                    vertx.setPeriodic(
                                            20, timer -> request.response().write("more"));
                                })
                        .listen(0)
                        .await();
        HttpServer quick =
                vertx.createHttpServer()
                        .requestHandler(request -> request.response().end(request.uri()))
                        .listen(0)
                        .await();

        Map<InstanceAddress, Reply> replies =
                peers.ask(List.of(address(silent), address(endless), address(quick)), QUESTION)
                        .await();

        assertThat(replies.get(address(silent))).isInstanceOf(Reply.Unreachable.class);
        assertThat(replies.get(address(endless))).isInstanceOf(Reply.Unreachable.class);
        assertThat(replies.get(address(quick)))
                .isInstanceOfSatisfying(
                        Reply.Answered.class,
                        reply ->
                                assertThat(reply.body().toString())
                                        .isEqualTo("/api/usage/local?" + QUESTION.query()));
    }

    private static InstanceAddress address(HttpServer server) {
        return new InstanceAddress("127.0.0.1", server.actualPort());
    }
}
