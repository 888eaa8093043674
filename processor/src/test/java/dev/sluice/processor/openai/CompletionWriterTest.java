package dev.sluice.processor.openai;

import static dev.sluice.processor.openai.Bodies.answer;
import static dev.sluice.processor.openai.Bodies.tree;
import static dev.sluice.processor.openai.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.Position;
import dev.sluice.v1.Timings;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionWriterTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "generalcompute-answer.json",
                "gravixlayer-answer.json",
                "gravixlayer-answer-nulls.json",
                "zerogpu-answer.json"
            })
    void writesWhatTheEndpointAnsweredButForNulls(String resource) {
        byte[] answer = answer(resource);
        String written = write(answer);
        assertThat(withoutNulls(tree(written)))
                .isEqualTo(withoutNulls(tree(new String(answer, StandardCharsets.UTF_8))));
    }

    @Test
    void writesUnknownFieldsWithTheirDigitsOnOneLine() {
        String answer =
                """
                {"id":"i","object":"chat.completion","created":5,"model":"m","choices":[{"index":0,
                "message":{"role":"assistant","content":"a\\nb","own":[1.50,
                2]},"logprobs":null,"finish_reason":"stop"}],
                "usage":{"prompt_tokens":1,"prompt_tokens_details":{"cached_tokens":1},
                "completion_tokens_details":{"reasoning_tokens":2,"audio_tokens":0}},"cost":1.0e-5}
                """;
        String written = write(utf8(answer));
        assertThat(written).isEqualTo(JsonText.compact(answer)).doesNotContain("\n");
    }

    @Test
    void writesAnAnswerInAnotherShapeAsItCame() {
        ChatCompletion completion =
                completion().setRaw("{ \"label\" : \"a b\",\r\n \"score\": 0.50 }").build();
        assertThat(new String(CompletionWriter.write(completion), StandardCharsets.UTF_8))
                .isEqualTo("{\"label\":\"a b\",\"score\":0.50}");
    }

    @Test
    void standsInForWhatTheEndpointLeftOut() {
        JsonNode written = tree(write(utf8("{\"choices\":[{\"message\":{\"content\":\"hi\"}}]}")));
        assertThat(written.get("id").textValue()).isEqualTo("request-1");
        assertThat(written.get("object").textValue()).isEqualTo("chat.completion");
        assertThat(written.get("created").longValue()).isEqualTo(77);
        assertThat(written.get("model").textValue()).isEqualTo("asked");
        assertThat(written.has("usage")).isFalse();
        assertThat(written.at("/choices/0/finish_reason").isNull()).isTrue();
        assertThat(written.at("/choices/0/logprobs").isNull()).isTrue();
    }

    @Test
    void writesTheEstimateAloneWhereTheReportedUsageSaysNothing() {
        ChatCompletion completion =
                completion()
                        .setExtra("{\"usage\":{\"prompt_tokens\":null},\"k\":1}")
                        .setUsage(new Usage(2L, 3L, 5L, null, null, UsageSource.ESTIMATED, null))
                        .build();
        String written = new String(CompletionWriter.write(completion), StandardCharsets.UTF_8);

        assertThat(written).containsOnlyOnce("\"usage\"").contains("\"k\":1");
        assertThat(tree(written).at("/usage/total_tokens").longValue()).isEqualTo(5);
    }

    @Test
    void writesAFieldOnceThatCameInAnotherForm() {
        String written =
                write(
                        utf8(
                                "{\"id\":{\"a\":1},\"object\":\"own\",\"created\":1.5,\"choices\":[{\"index\":\"x\",\"finish_reason\":7,\"message\":{}}]}"));
        assertThat(written)
                .containsOnlyOnce("\"id\":{\"a\":1}")
                .containsOnlyOnce("\"object\":\"own\"")
                .containsOnlyOnce("\"created\":1.5")
                .containsOnlyOnce("\"index\":\"x\"")
                .containsOnlyOnce("\"finish_reason\":7");
        assertThat(tree(written).size()).isEqualTo(5);
    }

    private static String write(byte[] answer) {
        ChatAnswer.Completion read = Bodies.completion(answer);
        ChatCompletion completion =
                completion()
                        .setProviderId(read.header().id().orElse(null))
                        .setModel(read.header().model().orElse("asked"))
                        .setCreated(read.header().created().orElse(null))
                        .setSystemFingerprint(read.header().systemFingerprint().orElse(null))
                        .setServiceTier(read.header().serviceTier().orElse(null))
                        .setChoices(read.choices())
                        .setExtra(read.extra().orElse(null))
                        .setUsage(read.usage().orElse(null))
                        .build();
        return new String(CompletionWriter.write(completion), StandardCharsets.UTF_8);
    }

    private static ChatCompletion.Builder completion() {
        return ChatCompletion.newBuilder()
                .setId("request-1")
                .setTenant("t")
                .setPosition(new Position("chat.requests", 0, 0L))
                .setEndpoint("e")
                .setRequestedModel("asked")
                .setModel("asked")
                .setChoices(List.of())
                .setTimings(
                        new Timings(Instant.EPOCH, null, null, null, Instant.ofEpochSecond(77)));
    }

    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List.copyOf(object.properties()).stream()
                    .filter(field -> field.getValue().isNull())
                    .forEach(field -> object.remove(field.getKey()));
        }
        node.forEach(CompletionWriterTest::withoutNulls);
        return node;
    }
}
