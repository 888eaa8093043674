package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.ScriptedServer;
import dev.sluice.processor.support.Topics;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Choice;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** One request through the running service to a server that plays a provider. */
abstract class ProfileFixture {
    static final Duration PATIENCE = Duration.ofSeconds(90);
    static final String PROJECT = "6b1f0d3c-92a7-4c55-8d11-2f7a3c9e0b44";

    /** Headers that may carry credentials: what a provider does not want must not be sent. */
    static final Set<String> CREDENTIALS = Set.of("authorization", "x-api-key", "x-project-id");

    @TempDir Path folder;

    /**
     * One provider's example.
     *
     * @param answer the file with its answer
     * @param path where it must be sent
     * @param credentials exactly the credentials that it must carry
     * @param body what must be sent, as JSON
     */
    record Example(
            String profile,
            String answer,
            Map<String, String> keys,
            ChatRequest request,
            String path,
            Map<String, String> credentials,
            String body) {}

    static Example gravix(String answer) {
        return new Example(
                "gravixlayer",
                answer,
                Map.of("api-key", "gravix-key"),
                request("llama3.1:8b-instruct-fp16")
                        .setMessages(List.of(message("user", "Hello")))
                        // Not documented by this provider, and so not held against a range.
                        .setTemperature(2.5)
                        .build(),
                "/v1/inference/chat/completions",
                Map.of("authorization", "Bearer gravix-key"),
                """
                {"model": "llama3.1:8b-instruct-fp16",
                 "messages": [{"role": "user", "content": "Hello"}], "temperature": 2.5}
                """);
    }

    ChatCompletion run(Backbone backbone, Example example) throws IOException {
        Topics topics = Topics.create(backbone, example.profile(), 1);
        try (ScriptedServer server = new ScriptedServer(answer(example.answer()));
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, server.url())
                            .with("endpoints.test.profile", example.profile());
            for (Map.Entry<String, String> key : example.keys().entrySet()) {
                config = config.with("endpoints.test." + key.getKey(), key.getValue());
            }
            try (Instance instance = Instance.start(config, folder)) {
                publisher.send(example.request());
                publisher.flush();
                outcomes.await(1, PATIENCE);
                assertThat(instance.log()).doesNotContain(example.keys().get("api-key"));
            }
            assertThat(outcomes.failures()).isEmpty();
            sent(server, example);
            ChatCompletion completion = outcomes.completions().get(0);
            assertThat(completion.getId()).isEqualTo(example.request().getId());
            assertThat(completion.getEndpoint()).isEqualTo("test");
            assertThat(completion.getRequestedModel()).isEqualTo(example.request().getModel());
            assertThat(completion.getExtra()).isNull();
            assertThat(completion.getRaw()).isNull();
            assertThat(completion.getAttempts())
                    .singleElement()
                    .satisfies(
                            attempt -> {
                                assertThat(attempt.getStatus()).isEqualTo(200);
                                assertThat(attempt.getBilledTo()).isEqualTo(BilledTo.TENANT);
                                assertThat(attempt.getUsage()).isEqualTo(completion.getUsage());
                            });
            return completion;
        }
    }

    static void sent(ScriptedServer server, Example example) throws IOException {
        assertThat(server.received()).hasSize(1);
        ScriptedServer.Received received = server.received().get(0);
        ObjectMapper json = new ObjectMapper();
        assertThat(received.line()).isEqualTo("POST " + example.path());
        assertThat(received.headers()).containsEntry("content-type", "application/json");
        assertThat(
                        received.headers().entrySet().stream()
                                .filter(header -> CREDENTIALS.contains(header.getKey()))
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .isEqualTo(example.credentials());
        assertThat(json.readTree(received.body())).isEqualTo(json.readTree(example.body()));
    }

    static ChatRequest.Builder request(String model) {
        return ChatRequest.newBuilder().setId("r-1").setModel(model);
    }

    static ChatMessage message(String role, @Nullable String content) {
        return ChatMessage.newBuilder().setRole(role).setContent(content).build();
    }

    static Choice choice(String content) {
        return new Choice(0, message("assistant", content), "stop", null, null);
    }

    static Usage usage(long prompt, long completion, long total) {
        return new Usage(prompt, completion, total, null, null, UsageSource.REPORTED, null);
    }

    static byte[] answer(String name) throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(
                        ProfileIT.class.getResourceAsStream("/answers/" + name), name)) {
            return stream.readAllBytes();
        }
    }
}
