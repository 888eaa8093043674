package dev.sluice.localstack.endpoint.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TokenCounterTest {

    /** The example of OpenAI's cookbook ("How to count tokens with tiktoken"), for which the API itself reports 129 tokens. */
    private static final List<ChatCall.Message> COOKBOOK =
            List.of(
                    message(
                            "system",
                            "",
                            "You are a helpful, pattern-following assistant that translates corporate jargon into plain English."),
                    message(
                            "system",
                            "example_user",
                            "New synergies will help drive top-line growth."),
                    message(
                            "system",
                            "example_assistant",
                            "Things working well together will increase revenue."),
                    message(
                            "system",
                            "example_user",
                            "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage."),
                    message(
                            "system",
                            "example_assistant",
                            "Let's talk later when we're less busy about how to do better."),
                    message(
                            "user",
                            "",
                            "This late pivot means we don't have time to boil the ocean for the client deliverable."));

    private final TokenCounter exact = TokenCounting.TOKENIZER.counter();
    private final TokenCounter rough = TokenCounting.APPROXIMATE.counter();

    @Test
    void countsAPromptAsTheApiDoes() {
        ChatCall call = new ChatCall("gpt-4", COOKBOOK, false, false, OptionalInt.empty(), 1);
        assertThat(exact.prompt(call)).isEqualTo(129);
    }

    @Test
    void cutsAtTheLimitAndOnlyThere() {
        String text = "water flows slowly through the gate";
        int all = exact.count(text);
        assertThat(exact.head(text, all)).isEqualTo(new TokenCounter.Head(text, all, false));
        TokenCounter.Head cut = exact.head(text, all - 1);
        assertThat(cut.cut()).isTrue();
        assertThat(cut.tokens()).isEqualTo(all - 1);
        assertThat(exact.count(cut.text())).isEqualTo(all - 1);
        assertThat(text).startsWith(cut.text());
    }

    @Test
    void specialTokensInATextAreText() {
        assertThat(exact.count("<|endoftext|>")).isGreaterThan(1);
    }

    @Test
    void approximatelyFourCharactersAreAToken() {
        assertThat(rough.count("")).isZero();
        assertThat(rough.count("abcde")).isEqualTo(2);
        assertThat(rough.head("abcdefgh", 2))
                .isEqualTo(new TokenCounter.Head("abcdefgh", 2, false));
        assertThat(rough.head("abcdefghi", 2))
                .isEqualTo(new TokenCounter.Head("abcdefgh", 2, true));
    }

    private static ChatCall.Message message(String role, String name, String text) {
        return new ChatCall.Message(role, name, text, 0);
    }
}
