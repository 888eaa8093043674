package dev.sluice.localstack.endpoint.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AnswerMakerTest {

    private static final int UNBOUNDED = Integer.MAX_VALUE;

    private final TokenCounter counter = TokenCounting.TOKENIZER.counter();
    private final AnswerMaker maker = new AnswerMaker(counter, 8, 48);

    @Test
    void theSameRequestGetsTheSameAnswerAndAnotherOneAnother() {
        Answer answer = maker.answer(call("hello", UNBOUNDED, 1));
        assertThat(maker.answer(call("hello", UNBOUNDED, 1))).isEqualTo(answer);
        assertThat(maker.answer(call("hello!", UNBOUNDED, 1)).choices())
                .isNotEqualTo(answer.choices());
        assertThat(answer.choices().get(0).finishReason()).isEqualTo("stop");
    }

    @Test
    void aLimitCutsTheSameAnswer() {
        String whole = maker.answer(call("hello", UNBOUNDED, 1)).choices().get(0).text();
        Answer cut = maker.answer(call("hello", 5, 1));
        assertThat(cut.choices().get(0).finishReason()).isEqualTo("length");
        assertThat(whole).startsWith(cut.choices().get(0).text());
        assertThat(cut.usage().completionTokens()).isEqualTo(5);
    }

    @Test
    void severalChoicesDifferAndAllOfThemCount() {
        Answer answer = maker.answer(call("hello", UNBOUNDED, 3));
        assertThat(answer.choices()).hasSize(3).doesNotHaveDuplicates();
        assertThat(answer.usage().completionTokens())
                .isEqualTo(
                        answer.choices().stream()
                                .mapToInt(choice -> counter.count(choice.text()))
                                .sum());
    }

    @Test
    void isJsonWhateverTheModelIsCalled() throws Exception {
        Answer answer =
                maker.answer(
                        new ChatCall(
                                "a\"b\\", messages("x"), false, false, OptionalInt.empty(), 2));
        JsonNode json = new ObjectMapper().readTree(AnswerJson.whole(answer));
        assertThat(json.path("model").asText()).isEqualTo("a\"b\\");
        assertThat(json.path("choices").path(1).path("message").path("content").asText())
                .isEqualTo(answer.choices().get(1).text());
        assertThat(json.path("usage").path("total_tokens").asInt())
                .isEqualTo(answer.usage().promptTokens() + answer.usage().completionTokens());
    }

    private static ChatCall call(String text, int maxTokens, int choices) {
        OptionalInt limit =
                maxTokens == UNBOUNDED ? OptionalInt.empty() : OptionalInt.of(maxTokens);
        return new ChatCall("small-chat", messages(text), false, false, limit, choices);
    }

    private static List<ChatCall.Message> messages(String text) {
        return List.of(new ChatCall.Message("user", "", text, 0));
    }
}
