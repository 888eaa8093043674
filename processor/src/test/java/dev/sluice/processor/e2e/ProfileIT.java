package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.ScriptedServer;
import dev.sluice.processor.support.Topics;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.Choice;
import dev.sluice.v1.FunctionCall;
import dev.sluice.v1.ToolCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A request as on each provider's page arrives as it should, and the answer of the page comes back field by field. */
@ExtendWith(BackboneExtension.class)
class ProfileIT extends ProfileFixture {

    @Test
    void gcore(Backbone backbone) throws IOException {
        ChatCompletion completion =
                run(
                        backbone,
                        new Example(
                                "gcore",
                                "gcore-answer.json",
                                Map.of("api-key", "gcore-key"),
                                request("meta-llama/Llama-3.2-1B-Instruct")
                                        .setMessages(
                                                List.of(
                                                        message("system", "You are a poet."),
                                                        message("user", "Two words on clouds.")))
                                        .setMaxTokens(64)
                                        .setTemperature(0.1)
                                        .setTopP(1.0)
                                        .setStop(List.of("\n\n"))
                                        .build(),
                                "/v1/chat/completions",
                                Map.of("x-api-key", "gcore-key"),
                                """
                                {"model": "meta-llama/Llama-3.2-1B-Instruct",
                                 "messages": [{"role": "system", "content": "You are a poet."},
                                              {"role": "user", "content": "Two words on clouds."}],
                                 "max_tokens": 64, "temperature": 0.1, "top_p": 1, "stop": ["\\n\\n"]}
                                """));

        assertThat(completion.getProviderId()).isEqualTo("c1");
        assertThat(completion.getCreated()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(completion.getModel()).isEqualTo("meta-llama/Llama-3.2-1B-Instruct");
        assertThat(completion.getSystemFingerprint()).isNull();
        assertThat(completion.getChoices()).containsExactly(choice("Clouds drift"));
        assertThat(completion.getUsage()).isEqualTo(usage(21, 3, 24));
    }

    @Test
    void generalCompute(Backbone backbone) throws IOException {
        ChatCompletion completion =
                run(
                        backbone,
                        new Example(
                                "generalcompute",
                                "generalcompute-answer.json",
                                Map.of("api-key", "gc-key"),
                                request("m")
                                        .setMessages(List.of(message("user", "Weather in Oslo?")))
                                        .setN(1)
                                        .setPresencePenalty(-2.0)
                                        .setFrequencyPenalty(2.0)
                                        .setLogitBias(Map.of("50256", -100.0))
                                        .setLogprobs(true)
                                        .setTopK(40)
                                        .setRepetitionPenalty(1.1)
                                        .setUser("u-1")
                                        .setTools(
                                                "[{\"type\":\"function\",\"function\":{\"name\":\"lookup\"}}]")
                                        .setToolChoice("\"auto\"")
                                        .setResponseFormat("{\"type\":\"json_object\"}")
                                        .build(),
                                "/v1/chat/completions",
                                Map.of("authorization", "Bearer gc-key"),
                                """
                                {"model": "m", "messages": [{"role": "user", "content": "Weather in Oslo?"}],
                                 "n": 1, "presence_penalty": -2, "frequency_penalty": 2,
                                 "logit_bias": {"50256": -100}, "logprobs": true,
                                 "top_k": 40, "repetition_penalty": 1.1, "user": "u-1",
                                 "tools": [{"type": "function", "function": {"name": "lookup"}}],
                                 "tool_choice": "auto", "response_format": {"type": "json_object"}}
                                """));

        assertThat(completion.getProviderId()).isEqualTo("cmpl-7");
        assertThat(completion.getCreated()).isEqualTo(Instant.ofEpochSecond(123));
        assertThat(completion.getModel()).isEqualTo("m");
        assertThat(completion.getSystemFingerprint()).isEqualTo("fp_1");
        ChatMessage message = message("assistant", null);
        message.setToolCalls(
                List.of(
                        new ToolCall(
                                "call_1",
                                "function",
                                new FunctionCall("lookup", "{\"city\":\"Oslo\"}"),
                                null)));
        assertThat(completion.getChoices())
                .containsExactly(
                        new Choice(
                                0,
                                message,
                                "tool_calls",
                                "{\"content\":[{\"token\":\"Hi\",\"logprob\":-0.1,\"bytes\":[72,105],\"top_logprobs\":[]}]}",
                                null));
        assertThat(completion.getUsage()).isEqualTo(usage(123, 123, 246));
    }

    @Test
    void zeroGpu(Backbone backbone) throws IOException {
        ChatCompletion completion =
                run(
                        backbone,
                        new Example(
                                "zerogpu",
                                "zerogpu-answer.json",
                                Map.of("api-key", "zero-key", "project-id", PROJECT),
                                request("llama-3.1-8b-instruct-fast")
                                        .setMessages(List.of(message("user", "Sum it up: …")))
                                        .setMetadata("{\"usecase\":\"summary\",\"mask\":null}")
                                        .build(),
                                "/v1/chat/completions",
                                Map.of("x-api-key", "zero-key", "x-project-id", PROJECT),
                                """
                                {"model": "llama-3.1-8b-instruct-fast",
                                 "messages": [{"role": "user", "content": "Sum it up: …"}],
                                 "metadata": {"usecase": "summary", "mask": null}}
                                """));

        assertThat(completion.getProviderId()).isEqualTo("chatcmpl_abc123");
        assertThat(completion.getCreated()).isEqualTo(Instant.ofEpochSecond(1710000000));
        assertThat(completion.getModel()).isEqualTo("llama-3.1-8b-instruct-fast");
        assertThat(completion.getSystemFingerprint()).isNull();
        assertThat(completion.getChoices())
                .containsExactly(
                        choice(
                                "Artemis III lands two of its crew near the south pole in late 2026."));
        assertThat(completion.getUsage()).isEqualTo(usage(112, 44, 156));
        assertThat(completion.getMetadata()).isEqualTo("{\"usecase\":\"summary\",\"mask\":null}");
    }

    @Test
    void gravixLayer(Backbone backbone) throws IOException {
        ChatCompletion completion = run(backbone, gravix("gravixlayer-answer.json"));

        assertThat(completion.getProviderId()).isEqualTo("chatcmpl-638");
        assertThat(completion.getCreated()).isEqualTo(Instant.ofEpochSecond(1752093069));
        assertThat(completion.getModel()).isEqualTo("llama3.1:8b-instruct-fp16");
        assertThat(completion.getSystemFingerprint()).isEqualTo("fp_ollama");
        assertThat(completion.getChoices())
                .containsExactly(choice("Hello! How can I assist you today?"));
        assertThat(completion.getUsage()).isEqualTo(usage(11, 10, 21));
    }

    @Test
    void gravixLayerWithExplicitNulls(Backbone backbone) throws IOException {
        ChatCompletion completion = run(backbone, gravix("gravixlayer-answer-nulls.json"));

        assertThat(completion.getProviderId()).isEqualTo("chatcmpl-315");
        assertThat(completion.getCreated()).isEqualTo(Instant.ofEpochSecond(1752096407));
        assertThat(completion.getSystemFingerprint()).isNull();
        assertThat(completion.getServiceTier()).isNull();
        assertThat(completion.getChoices())
                .containsExactly(choice("Hello! Is there something I can help you with?"));
        assertThat(completion.getUsage()).isEqualTo(usage(12, 25, 37));
    }

    /** A key in a file is used from the next call on when it changes, without a restart. */
    @Test
    void aKeyThatChanges(Backbone backbone) throws IOException {
        Topics topics = Topics.create(backbone, "key", 1);
        Path key = Files.writeString(folder.resolve("key"), "old-key\n");
        try (ScriptedServer server = new ScriptedServer(answer("gravixlayer-answer.json"));
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics);
                Instance instance =
                        Instance.start(
                                InstanceConfig.of(backbone, topics, server.url())
                                        .with("endpoints.test.profile", "gravixlayer")
                                        .with("endpoints.test.api-key-file", key),
                                folder)) {
            publisher.send(Publisher.request("before").build());
            publisher.flush();
            outcomes.await(1, PATIENCE);

            Files.writeString(key, "new-key\n");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> instance.log().contains("api-key-file has changed"));
            publisher.send(Publisher.request("after").build());
            publisher.flush();
            outcomes.await(2, PATIENCE);

            assertThat(server.received())
                    .extracting(received -> received.headers().get("authorization"))
                    .containsExactly("Bearer old-key", "Bearer new-key");
            assertThat(instance.log()).doesNotContain("old-key", "new-key");
        }
    }

    @Test
    void aModelThatTheEndpointDoesNotListStopsTheStart(Backbone backbone) {
        Topics topics = Topics.create(backbone, "list", 1);
        byte[] list = "{\"data\":[{\"id\":\"large-chat\"}]}".getBytes(StandardCharsets.UTF_8);
        try (ScriptedServer server = new ScriptedServer(list);
                Instance instance =
                        Instance.start(
                                InstanceConfig.of(backbone, topics, server.url())
                                        .with("endpoints.test.profile", "gcore")
                                        .with("endpoints.test.models", "large-chatt")
                                        .with("endpoints.test.verify-models", true),
                                folder)) {
            Awaitility.await().atMost(PATIENCE).until(() -> !instance.isAlive());

            assertThat(instance.log())
                    .contains(
                            "endpoints.test.models: the endpoint does not list the model large-chatt; did you mean large-chat?");
            assertThat(server.received())
                    .extracting(ScriptedServer.Received::line)
                    .containsExactly("GET /v1/models");
        }
    }
}
