package dev.sluice.localstack.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.localstack.endpoint.fault.FaultScript;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedEndpointTest {

    private static final String CHAT = "/v1/chat/completions";

    @Test
    void answersCountsAndRemembers() throws Exception {
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults())) {
            ChatClient client = new ChatClient(endpoint.url());
            assertThat(client.get("/v1/models").path("data").path(1).path("id").asText())
                    .isEqualTo("large-chat");
            HttpResponse<String> response =
                    client.post(CHAT, ChatClient.request("hi", ""), "X-Test", "7");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(client.chat("hi").body()).isEqualTo(response.body());
            JsonNode usage = ChatClient.json(response).path("usage");
            assertThat(client.post(CHAT, "{").statusCode()).isEqualTo(400);

            JsonNode stats = client.get("/stats");
            assertThat(stats.path("requests").asInt()).isEqualTo(3);
            assertThat(stats.path("in_flight").asInt()).isZero();
            assertThat(stats.path("peak_concurrency").asInt()).isEqualTo(1);
            assertThat(stats.path("prompt_tokens").asInt())
                    .isEqualTo(2 * usage.path("prompt_tokens").asInt());
            assertThat(stats.path("completion_tokens").asInt())
                    .isEqualTo(2 * usage.path("completion_tokens").asInt());
            assertThat(stats.path("peak_tokens_per_minute").asInt())
                    .isEqualTo(2 * usage.path("total_tokens").asInt());
            assertThat(endpoint.stats().statuses()).isEqualTo(Map.of(200, 2L, 400, 1L));
            assertThat(
                            endpoint.stats().perSecond().values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum())
                    .isEqualTo(3);
            assertThat(endpoint.requests())
                    .extracting(ReceivedRequest::number)
                    .containsExactly(1L, 2L, 3L);
            assertThat(endpoint.answers()).hasSize(1);
            assertThat(endpoint.answers().values().iterator().next().promptTokens())
                    .isEqualTo(usage.path("prompt_tokens").asInt());
            assertThat(endpoint.requests())
                    .extracting(ReceivedRequest::arrivedMillis)
                    .isSorted()
                    .allMatch(at -> at <= System.currentTimeMillis());
            assertThat(endpoint.requests().get(0).headers()).containsEntry("x-test", "7");
            assertThat(endpoint.requests().get(0).body()).contains("hi");
            assertThat(endpoint.requests().toString()).doesNotContain("hi");
        }
    }

    @Test
    void streamsTheSameAnswer() throws Exception {
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults())) {
            ChatClient client = new ChatClient(endpoint.url());
            JsonNode whole =
                    ChatClient.json(
                            client.post(
                                    CHAT,
                                    ChatClient.request("hi", ", \"n\": 2, \"max_tokens\": 9")));
            HttpResponse<String> response =
                    client.post(
                            CHAT,
                            ChatClient.request(
                                    "hi",
                                    ", \"n\": 2, \"max_tokens\": 9, \"stream\": true, \"stream_options\": {\"include_usage\": true}"));
            assertThat(response.headers().firstValue("content-type").orElseThrow())
                    .startsWith("text/event-stream");
            List<String> events = response.body().lines().filter(line -> !line.isEmpty()).toList();
            assertThat(events)
                    .allMatch(line -> line.startsWith("data: "))
                    .last()
                    .isEqualTo("data: [DONE]");
            List<JsonNode> chunks = new ArrayList<>();
            for (String event : events.subList(0, events.size() - 1)) {
                chunks.add(ChatClient.json(event.substring("data: ".length())));
            }
            for (int choice = 0; choice < 2; choice++) {
                JsonNode expected = whole.path("choices").path(choice);
                assertThat(text(chunks, choice))
                        .isEqualTo(expected.path("message").path("content").asText());
                assertThat(finish(chunks, choice))
                        .isEqualTo(expected.path("finish_reason").asText());
            }
            JsonNode last = chunks.get(chunks.size() - 1);
            assertThat(last.path("choices")).isEmpty();
            assertThat(last.path("usage")).isEqualTo(whole.path("usage"));
        }
    }

    private static String text(List<JsonNode> chunks, int choice) {
        StringBuilder text = new StringBuilder();
        chunks.stream()
                .map(chunk -> chunk.path("choices").path(0))
                .filter(part -> part.path("index").asInt(-1) == choice)
                .forEach(part -> text.append(part.path("delta").path("content").asText("")));
        return text.toString();
    }

    private static String finish(List<JsonNode> chunks, int choice) {
        return chunks.stream()
                .map(chunk -> chunk.path("choices").path(0))
                .filter(
                        part ->
                                part.path("index").asInt(-1) == choice
                                        && part.path("finish_reason").isTextual())
                .map(part -> part.path("finish_reason").asText())
                .reduce("", String::concat);
    }

    @Test
    void enforcesItsLimitsAndRecordsViolations() throws Exception {
        EndpointOptions options =
                EndpointOptions.defaults()
                        .withLimits(
                                EndpointLimits.none().withConcurrent(2).withRequestsPerMinute(3))
                        .withFaults(
                                FaultScript.parse(
                                        "[{\"contains\": \"stay\", \"action\": \"hang\"}]"));
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options)) {
            ChatClient client = new ChatClient(endpoint.url());
            CompletableFuture<?> first = client.chatAsync("stay");
            CompletableFuture<?> second = client.chatAsync("stay");
            await().until(() -> endpoint.stats().inFlight() == 2);
            HttpResponse<String> third = client.chat("one too many");
            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.headers().firstValue("retry-after-ms")).contains("1000");
            assertThat(third.headers().firstValue("retry-after")).contains("1");
            first.cancel(true);
            await().until(() -> endpoint.stats().inFlight() == 1);
            assertThat(client.chat("fits").statusCode()).isEqualTo(200);
            HttpResponse<String> fifth = client.chat("fourth of the minute");
            assertThat(ChatClient.json(fifth).path("error").path("code").asText())
                    .isEqualTo("rate_limit_exceeded");
            assertThat(fifth.headers().firstValueAsLong("retry-after").orElseThrow())
                    .isBetween(1L, 60L);
            assertThat(endpoint.stats().violations())
                    .isEqualTo(Map.of("concurrent", 1L, "requests_per_minute", 1L));
            assertThat(endpoint.stats().peakConcurrency()).isEqualTo(2);
            second.cancel(true);
        }
    }

    @Test
    void aClientThatKeepsToTheLimitIsNeverRefused() throws Exception {
        EndpointOptions options =
                EndpointOptions.defaults().withLimits(EndpointLimits.none().withConcurrent(1));
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options)) {
            ChatClient client = new ChatClient(endpoint.url());
            for (int i = 0; i < 100; i++) {
                assertThat(client.chat("request " + i).statusCode()).isEqualTo(200);
            }
            assertThat(endpoint.stats().allViolations()).isZero();
        }
    }

    @Test
    void manyWaitAtTheSameTimeOnFewThreads() {
        EndpointOptions options =
                EndpointOptions.defaults()
                        .withLatency(Latency.lognormal(Duration.ofMillis(200), 0.5));
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options)) {
            ChatClient client = new ChatClient(endpoint.url());
            List<CompletableFuture<HttpResponse<String>>> calls =
                    IntStream.range(0, 50).mapToObj(i -> client.chatAsync("request " + i)).toList();
            assertThat(calls).allMatch(call -> call.join().statusCode() == 200);
            assertThat(endpoint.stats().peakConcurrency()).isGreaterThan(1);
            assertThat(endpoint.stats().inFlight()).isZero();
        }
    }

    @Test
    void knowsItsModelsAndItsKey() throws Exception {
        EndpointOptions options =
                EndpointOptions.defaults().withModels(List.of("only")).withApiKey(new ApiKey("k"));
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options)) {
            ChatClient client = new ChatClient(endpoint.url());
            String known = ChatClient.request("hi", "").replace("small-chat", "only");
            assertThat(client.post(CHAT, known).statusCode()).isEqualTo(401);
            assertThat(client.post(CHAT, known, "Authorization", "Bearer x").statusCode())
                    .isEqualTo(401);
            assertThat(client.post(CHAT, known, "Authorization", "Bearer k").statusCode())
                    .isEqualTo(200);
            HttpResponse<String> unknown =
                    client.post(CHAT, ChatClient.request("hi", ""), "Authorization", "Bearer k");
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(ChatClient.json(unknown).path("error").path("code").asText())
                    .isEqualTo("model_not_found");
            assertThat(client.get("/v1/models").path("error").path("code").asText())
                    .isEqualTo("invalid_api_key");
        }
    }

    @Test
    void aTakenPortIsRefused() {
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults())) {
            assertThatThrownBy(
                            () ->
                                    SimulatedEndpoint.start(
                                            EndpointOptions.defaults().withPort(endpoint.port())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(Integer.toString(endpoint.port()));
        }
    }
}
