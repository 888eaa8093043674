package dev.sluice.localstack.endpoint.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatCallParserTest {

    @Test
    void readsWhatTheAnswerDependsOnAndSkipsTheRest() throws Exception {
        ChatCall call =
                parse(
                        """
                        {"temperature": 0.2, "tools": [{"type": "function", "function": {"name": "f"}}],
                         "model": "small-chat", "stream": true, "stream_options": {"x": [1], "include_usage": true},
                         "max_tokens": 50, "max_completion_tokens": 20, "n": 3, "messages": [
                           {"role": "system", "content": "Be brief."},
                           {"role": "user", "name": "ann", "content": [
                              {"type": "text", "text": "What "}, {"type": "text", "text": "is this?"},
                              {"type": "image_url", "image_url": {"url": "data:,"}}]},
                           {"role": "assistant", "content": null, "tool_calls": [{"id": "1"}]}]}
                        """);
        assertThat(call.model()).isEqualTo("small-chat");
        assertThat(call.stream()).isTrue();
        assertThat(call.includeUsage()).isTrue();
        assertThat(call.maxTokens()).isEqualTo(OptionalInt.of(20));
        assertThat(call.choices()).isEqualTo(3);
        assertThat(call.lastUserText()).isEqualTo("What is this?");
        assertThat(call.messages())
                .containsExactly(
                        new ChatCall.Message("system", "", "Be brief.", 0),
                        new ChatCall.Message("user", "ann", "What is this?", 1),
                        new ChatCall.Message("assistant", "", "", 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"model\": \"m\"",
                "{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"secret\"}]} more",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"secret\"}]}",
                "{\"model\": \"m\", \"messages\": []}",
                "{\"model\": \"m\", \"messages\": [\"secret\"]}",
                "{\"model\": \"m\", \"messages\": [{\"content\": \"secret\"}]}",
                "{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": 7}]}",
                "{\"model\": \"m\", \"n\": 0, \"messages\": [{\"role\": \"user\", \"content\": \"secret\"}]}",
                "{\"model\": \"m\", \"stream\": 1, \"messages\": [{\"role\": \"user\", \"content\": \"secret\"}]}",
                "{\"model\": \"m\", \"max_tokens\": 99999999999, \"messages\": []}"
            })
    void refusesWhatIsNoRequestWithoutRepeatingIt(String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOf(InvalidCallException.class)
                .hasMessageNotContaining("secret");
    }

    private static ChatCall parse(String body) throws InvalidCallException {
        return ChatCallParser.parse(body.getBytes(StandardCharsets.UTF_8));
    }
}
