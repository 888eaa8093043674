package dev.sluice.processor.openai;

import static dev.sluice.processor.openai.Bodies.completion;
import static dev.sluice.processor.openai.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.Choice;
import dev.sluice.v1.Usage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionReaderTest {
    private static final String CHOICE =
            "{\"message\":{\"role\":\"assistant\",\"content\":\"hi\"}}";

    @Test
    void keepsUnknownFieldsAtTheirLevel() {
        ChatAnswer.Completion answer =
                completion(
                        utf8(
                                """
                                {"provider":"p","object":"chat.completion","x":null,"choices":[{"index":1,
                                "stop_reason":null,"matched":1.50,"message":{"content":"c","role":"assistant",
                                "reasoning":"r","reasoning_content":"rc","citations":["a"]},"finish_reason":"eos"}],
                                "usage":{"prompt_tokens":1,"cost":0.000010,"prompt_tokens_details":{"cached_tokens":1},
                                "completion_tokens_details":{"reasoning_tokens":2,"audio_tokens":0}}}"""));
        Choice choice = answer.choices().get(0);
        ChatMessage message = choice.getMessage();
        assertThat(answer.extra()).contains("{\"provider\":\"p\",\"x\":null}");
        assertThat(choice.getIndex()).isEqualTo(1);
        assertThat(choice.getFinishReason()).isEqualTo("eos");
        assertThat(choice.getExtra()).isEqualTo("{\"stop_reason\":null,\"matched\":1.50}");
        assertThat(message.getExtra()).isEqualTo("{\"citations\":[\"a\"]}");
        assertThat(message.getReasoning()).isEqualTo("r");
        assertThat(message.getReasoningContent()).isEqualTo("rc");
        Usage usage = answer.usage().orElseThrow();
        assertThat(usage.getCachedTokens()).isEqualTo(1);
        assertThat(usage.getReasoningTokens()).isEqualTo(2);
        assertThat(usage.getExtra())
                .isEqualTo(
                        "{\"cost\":0.000010,\"completion_tokens_details\":{\"reasoning_tokens\":2,\"audio_tokens\":0}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"usage\":null",
                ",\"usage\":{}",
                ",\"usage\":{\"prompt_tokens\":null}"
            })
    void missingUsageIsNotZero(String usage) {
        assertThat(completion(utf8("{\"choices\":[" + CHOICE + "]" + usage + "}")).usage())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"\"12\", 12", "12.0, 12", "0, 0"})
    void takesCountsInOtherForms(String json, long tokens) {
        byte[] body =
                utf8(
                        "{\"choices\":["
                                + CHOICE
                                + "],\"usage\":{\"prompt_tokens\":"
                                + json.replace("'", "\"")
                                + "}}");
        assertThat(completion(body).usage().orElseThrow().getPromptTokens()).isEqualTo(tokens);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "\"many\"", "[]", "true", "99999999999999999999"})
    void keepsACountThatIsNone(String json) {
        byte[] body =
                utf8("{\"choices\":[" + CHOICE + "],\"usage\":{\"prompt_tokens\":" + json + "}}");
        Usage usage = completion(body).usage().orElseThrow();
        assertThat(usage.getPromptTokens()).isNull();
        assertThat(usage.getExtra()).isEqualTo("{\"prompt_tokens\":" + json + "}");
    }

    @Test
    void readsTopLevelFieldsInOtherForms() {
        ChatAnswer.Completion answer =
                completion(
                        utf8(
                                "{\"id\":7,\"created\":\"12\",\"model\":null,\"service_tier\":{},\"choices\":["
                                        + CHOICE
                                        + "]}"));
        assertThat(answer.header().id()).contains("7");
        assertThat(answer.header().created().orElseThrow().getEpochSecond()).isEqualTo(12);
        assertThat(answer.header().model()).isEmpty();
        assertThat(answer.extra()).contains("{\"service_tier\":{}}");
    }

    @Test
    void numbersChoicesByPlaceWhereTheyHaveNoIndex() {
        assertThat(completion(utf8("{\"choices\":[" + CHOICE + "," + CHOICE + "]}")).choices())
                .extracting(Choice::getIndex)
                .containsExactly(0, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n\n ", "\uFEFF", "\r\n"})
    void takesBlankLinesAndAByteOrderMarkBeforeTheAnswer(String before) {
        String json = "{\"x\":\"é\",\"choices\":[" + CHOICE + "]}";
        assertThat(completion(utf8(before + json + "\n")).extra()).contains("{\"x\":\"é\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"a\",\"choices\":[]}",
                "{\"choices\":null,\"usage\":{\"total_tokens\":1}}",
                "{\"label\":\"x\"}",
                "[{\"score\":0.50}]",
                "\"just text\"",
                "{\"choices\":[{\"text\":\"old\"}]}",
                "{\"choices\":[{\"message\":null}]}",
                "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":{\"a\":1}}}]}",
                "{\"choices\":[7]}",
                "{\"choices\":{\"a\":1}}",
                "{\"choices\":[{\"message\":{\"role\":7}}]}"
            })
    void keepsJsonInAnotherShapeWhole(String json) {
        assertThat(CompletionReader.read(utf8(json)))
                .isInstanceOfSatisfying(
                        ChatAnswer.OtherShape.class,
                        answer -> assertThat(answer.raw()).isEqualTo(json));
    }

    @Test
    void readsUsageOfAnAnswerWhoseChoicesAreInAnotherShape() {
        byte[] body = utf8("{\"choices\":[{\"text\":\"old\"}],\"usage\":{\"total_tokens\":9}}");
        assertThat(CompletionReader.read(body))
                .isInstanceOfSatisfying(
                        ChatAnswer.OtherShape.class,
                        answer ->
                                assertThat(answer.usage().orElseThrow().getTotalTokens())
                                        .isEqualTo(9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":\"p\",\"code\":503}} | 503 | m",
                "{\"error\":{\"message\":\"m\",\"code\":\"overloaded\"},\"choices\":[]} | overloaded | m",
                "{\"error\":\"m\"} | | m",
                "{\"object\":\"error\",\"message\":\"m\",\"code\":400} | 400 | m",
                "{\"choices\":[{\"finish_reason\":\"error\",\"message\":null,\"error\":{\"code\":502,\"message\":\"m\"}}]} | 502 | m",
                "{\"choices\":[{\"finish_reason\":\"error\",\"message\":{\"content\":\"half\"}}]} | | The endpoint ended the answer with finish_reason error."
            })
    void findsAnErrorBehindStatus200(String body, String code, String message) {
        assertThat(CompletionReader.read(utf8(body)))
                .isInstanceOfSatisfying(
                        ChatAnswer.Failure.class,
                        failure -> {
                            assertThat(failure.error().getStatus()).isEqualTo(200);
                            assertThat(failure.error().getCode()).isEqualTo(code);
                            assertThat(failure.error().getMessage()).isEqualTo(message);
                        });
    }

    @Test
    void keepsTheUsageOfAFailure() {
        byte[] body = utf8("{\"error\":{\"message\":\"m\"},\"usage\":{\"total_tokens\":9}}");
        assertThat(CompletionReader.read(body))
                .isInstanceOfSatisfying(
                        ChatAnswer.Failure.class,
                        failure ->
                                assertThat(failure.usage().orElseThrow().getTotalTokens())
                                        .isEqualTo(9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "false", "{}", "[]"})
    void anEmptyErrorIsNone(String error) {
        byte[] body = utf8("{\"error\":" + error + ",\"choices\":[" + CHOICE + "]}");
        assertThat(completion(body).choices()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<html>secret</html> | The answer is HTML or XML where JSON was expected.",
                "data: {\"id\":1} | The answer is an event stream where JSON was expected.",
                "{\"choices\":[ | The answer is not JSON near byte 12.",
                "{\"a\":NaN} | The answer is not JSON near byte 8.",
                "{} {} | The answer has text after its end.",
                "{}x | The answer is not JSON near byte 3.",
                "null | The answer holds nothing.",
                "{ } | The answer holds nothing.",
                "[ ] | The answer holds nothing.",
                "`` | The answer is empty.",
                "` \n ` | The answer is empty."
            })
    void tellsWhatIsMalformed(String body, String problem) {
        assertThat(CompletionReader.read(utf8(body))).isEqualTo(new ChatAnswer.Malformed(problem));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"choices\":[{\"message\":{\"x\":["})
    void refusesEndlessNestingWithoutOverflowingTheStack(String opening) {
        byte[] body = utf8(opening.repeat(100_000));
        assertThat(CompletionReader.read(body)).isInstanceOf(ChatAnswer.Malformed.class);
        String deep = "{\"x\":" + "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH) + "}";
        assertThat(CompletionReader.read(utf8(deep))).isInstanceOf(ChatAnswer.Malformed.class);
    }

    @Test
    void refusesBytesThatAreNoText() {
        byte[] body = utf8("{\"choices\":[" + CHOICE.replace("hi", "h?") + "]}");
        body[new String(body, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xFF;
        assertThat(CompletionReader.read(body)).isInstanceOf(ChatAnswer.Malformed.class);
    }

    @Test
    void readsContentInParts() {
        byte[] body =
                utf8(
                        "{\"choices\":[{\"message\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[1]},{\"type\":\"text\",\"text\":\"t\"}]}}]}");
        assertThat((List<?>) completion(body).choices().get(0).getMessage().getContent())
                .hasSize(2);
    }
}
