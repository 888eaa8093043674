package dev.sluice.processor.openai;

import static dev.sluice.processor.openai.Bodies.answer;
import static dev.sluice.processor.openai.Bodies.completion;
import static dev.sluice.processor.openai.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.Choice;
import dev.sluice.v1.FunctionCall;
import dev.sluice.v1.ToolCall;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The providers' own examples, field by field. */
class ProviderAnswersTest {
    @Test
    void generalComputeWithToolCallsAndLogprobs() {
        ChatAnswer.Completion answer = completion(answer("generalcompute-answer.json"));
        assertThat(answer.header().id()).contains("cmpl-7");
        assertThat(answer.header().model()).contains("m");
        assertThat(answer.header().created()).contains(Instant.ofEpochSecond(123));
        assertThat(answer.header().systemFingerprint()).contains("fp_1");
        assertThat(answer.header().serviceTier()).isEmpty();
        ChatMessage message = assistant(null);
        message.setToolCalls(
                List.of(
                        new ToolCall(
                                "call_1",
                                "function",
                                new FunctionCall("lookup", "{\"city\":\"Oslo\"}"),
                                null)));
        String logprobs =
                "{\"content\":[{\"token\":\"Hi\",\"logprob\":-0.1,\"bytes\":[72,105],\"top_logprobs\":[]}]}";
        assertThat(answer.choices())
                .containsExactly(new Choice(0, message, "tool_calls", logprobs, null));
        assertThat(answer.usage()).contains(usage(123, 123, 246));
        assertThat(answer.extra()).isEmpty();
    }

    @Test
    void gravixLayer() {
        ChatAnswer.Completion answer = completion(answer("gravixlayer-answer.json"));
        assertThat(answer.header().id()).contains("chatcmpl-638");
        assertThat(answer.header().model()).contains("llama3.1:8b-instruct-fp16");
        assertThat(answer.header().created()).contains(Instant.ofEpochSecond(1752093069));
        assertThat(answer.header().systemFingerprint()).contains("fp_ollama");
        assertThat(answer.choices())
                .containsExactly(
                        new Choice(
                                0,
                                assistant("Hello! How can I assist you today?"),
                                "stop",
                                null,
                                null));
        assertThat(answer.usage()).contains(usage(11, 10, 21));
        assertThat(answer.extra()).isEmpty();
    }

    @Test
    void gravixLayerWithExplicitNulls() {
        ChatAnswer.Completion answer = completion(answer("gravixlayer-answer-nulls.json"));
        assertThat(answer.header().id()).contains("chatcmpl-315");
        assertThat(answer.header().systemFingerprint()).isEmpty();
        assertThat(answer.header().serviceTier()).isEmpty();
        assertThat(answer.choices())
                .containsExactly(
                        new Choice(
                                0,
                                assistant("Hello! Is there something I can help you with?"),
                                "stop",
                                null,
                                null));
        assertThat(answer.usage()).contains(usage(12, 25, 37));
        assertThat(answer.extra()).isEmpty();
    }

    @Test
    void zeroGpu() {
        ChatAnswer.Completion answer = completion(answer("zerogpu-answer.json"));
        assertThat(answer.header().id()).contains("chatcmpl_abc123");
        assertThat(answer.header().model()).contains("llama-3.1-8b-instruct-fast");
        assertThat(answer.header().created()).contains(Instant.ofEpochSecond(1710000000));
        assertThat(answer.choices().get(0).getMessage().getContent())
                .isEqualTo("Artemis III lands two of its crew near the south pole in late 2026.");
        assertThat(answer.usage()).contains(usage(112, 44, 156));
    }

    @Test
    void zeroGpuModelThatAnswersInAnotherShape() {
        String body =
                "{\"id\":\"x1\",\"model\":\"gliner2-base-v1\",\"entities\":[{\"label\":\"city\",\"score\":0.90}],"
                        + "\"usage\":{\"prompt_tokens\":12,\"total_tokens\":12}}";
        assertThat(CompletionReader.read(utf8("\n" + body + "\n")))
                .isInstanceOfSatisfying(
                        ChatAnswer.OtherShape.class,
                        answer -> {
                            assertThat(answer.raw()).isEqualTo(body);
                            assertThat(answer.header().id()).contains("x1");
                            assertThat(answer.header().model()).contains("gliner2-base-v1");
                            assertThat(answer.usage().orElseThrow().getPromptTokens())
                                    .isEqualTo(12);
                            assertThat(answer.usage().orElseThrow().getCompletionTokens()).isNull();
                        });
    }

    private static ChatMessage assistant(@Nullable String content) {
        return new ChatMessage(
                "assistant",
                content,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static Usage usage(long prompt, long completion, long total) {
        return new Usage(prompt, completion, total, null, null, UsageSource.REPORTED, null);
    }
}
