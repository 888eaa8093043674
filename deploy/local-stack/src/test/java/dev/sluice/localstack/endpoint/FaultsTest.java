package dev.sluice.localstack.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.localstack.endpoint.fault.FaultScript;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

    private final SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults());
    private final ChatClient client = new ChatClient(endpoint.url());

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void answersSomethingElse() throws Exception {
        script(
                "{\"nth\": 1, \"action\": \"status\", \"status\": 503, \"headers\": {\"Retry-After\": \"3\"}, \"body\": \"busy\"}");
        HttpResponse<String> refused = client.chat("x");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("retry-after")).contains("3");
        assertThat(refused.body()).isEqualTo("busy");
        assertThat(client.chat("x").statusCode()).isEqualTo(200);

        script("{\"action\": \"html\"}");
        assertThat(client.chat("x").body()).startsWith("<html>");
        script("{\"action\": \"empty_body\"}");
        assertThat(client.chat("x").body()).isEmpty();
        script("{\"action\": \"error_in_200\"}");
        assertThat(ChatClient.json(client.chat("x")).has("error")).isTrue();
        script("{\"action\": \"broken_json\"}");
        String broken = client.chat("x").body();
        assertThatThrownBy(() -> ChatClient.json(broken)).isInstanceOf(IOException.class);
        assertThat(endpoint.stats().statuses()).isEqualTo(Map.of(200, 5L, 503, 1L));
        assertThat(endpoint.stats().faults()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"before_headers, ''", "in_headers, HTTP/1.1 200 OK", "in_body, chat.completion"})
    void resetsTheConnection(String phase, String seen) throws Exception {
        script("{\"action\": \"reset\", \"at\": \"" + phase + "\"}");
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        assertThatThrownBy(() -> receiveRaw(received))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        String text = received.toString(StandardCharsets.UTF_8);
        assertThat(text).contains(seen);
        assertThat(text.isEmpty()).isEqualTo(phase.equals("before_headers"));
        assertThat(text.contains("\r\n\r\n")).isEqualTo(phase.equals("in_body"));
        assertThat(text).doesNotContain("usage");
        await().until(() -> endpoint.stats().inFlight() == 0);
    }

    private void receiveRaw(ByteArrayOutputStream received) throws IOException {
        byte[] body = ChatClient.request("x", "").getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
            String head =
                    "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: "
                            + body.length
                            + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                received.write(next);
            }
        }
    }

    @Test
    void hangsUntilTheClientGivesUp() throws Exception {
        script("{\"times\": 1, \"action\": \"hang\"}");
        CompletableFuture<HttpResponse<String>> hanging = client.chatAsync("x");
        await().until(() -> endpoint.stats().inFlight() == 1);
        assertThat(client.chat("x").statusCode()).isEqualTo(200);
        assertThat(hanging).isNotDone();
        hanging.cancel(true);
        await().until(() -> endpoint.stats().inFlight() == 0);
    }

    @Test
    void answersRightButLateOrInPieces() throws Exception {
        String right = client.chat("x").body();
        script("{\"action\": \"delay\", \"ms\": 30}");
        assertThat(client.chat("x").body()).isEqualTo(right);
        script("{\"action\": \"drip\", \"pieces\": 7, \"ms\": 2}");
        assertThat(client.chat("x").body()).isEqualTo(right);
        assertThat(endpoint.stats().inFlight()).isZero();
    }

    @Test
    void endsAStreamWithoutItsEndMark() throws Exception {
        script("{\"action\": \"truncate\"}");
        HttpResponse<String> cut =
                client.post("/v1/chat/completions", ChatClient.request("x", ", \"stream\": true"));
        assertThat(cut.statusCode()).isEqualTo(200);
        assertThat(cut.body()).contains("data: ").doesNotContain("[DONE]");
    }

    @Test
    void theScriptIsReplacedOverHttp() throws Exception {
        assertThat(
                        client.post("/faults", "[{\"action\": \"status\", \"status\": 500}]")
                                .statusCode())
                .isEqualTo(204);
        assertThat(client.chat("x").statusCode()).isEqualTo(500);
        assertThat(client.post("/faults", "[{\"action\": \"explode\"}]").statusCode())
                .isEqualTo(400);
        assertThat(client.chat("x").statusCode()).isEqualTo(500);
        assertThat(client.post("/faults", "[]").statusCode()).isEqualTo(204);
        assertThat(client.chat("x").statusCode()).isEqualTo(200);
    }

    private void script(String rule) {
        endpoint.faults(FaultScript.parse("[" + rule + "]"));
    }
}
