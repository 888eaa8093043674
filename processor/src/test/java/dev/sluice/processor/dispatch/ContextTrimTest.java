package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ContextTrimTest {
    @Test
    void theOldestExchangeGoesWithAllThatBelongsToIt() {
        List<ChatMessage> messages =
                conversation("system:s", "user:1", "assistant:2", "tool:3", "user:4", "user:5");

        assertThat(ContextTrim.next(messages, 0)).hasValue(3);
        assertThat(texts(ContextTrim.apply(messages, 3))).containsExactly("s", "4", "5");
        assertThat(ContextTrim.next(messages, 3)).hasValue(4);
        assertThat(texts(ContextTrim.apply(messages, 4))).containsExactly("s", "5");
        assertThat(ContextTrim.next(messages, 4)).isEmpty();
    }

    @Test
    void whatComesBeforeTheFirstQuestionGoesWithIt() {
        List<ChatMessage> messages =
                conversation("developer:d", "system:s", "assistant:1", "user:2", "user:3");

        assertThat(ContextTrim.next(messages, 0)).hasValue(1);
        assertThat(texts(ContextTrim.apply(messages, 1))).containsExactly("d", "s", "2", "3");
    }

    @Test
    void aSingleQuestionIsNeverShortened() {
        assertThat(ContextTrim.next(conversation("system:s", "user:1", "assistant:2"), 0))
                .isEmpty();
        assertThat(ContextTrim.next(conversation("user:1"), 0)).isEmpty();
        assertThat(ContextTrim.next(conversation("system:s"), 0)).isEmpty();
    }

    @Property
    void aConversationIsWornDownToItsLastExchangeInFewSteps(
            @ForAll @IntRange(min = 1, max = 500) int exchanges) {
        List<String> lines = new ArrayList<>(List.of("system:s"));
        for (int i = 0; i < exchanges; i++) {
            lines.add("user:" + i);
            lines.add("assistant:a" + i);
        }
        List<ChatMessage> messages = conversation(lines.toArray(String[]::new));

        int trimmed = 0;
        int steps = 0;
        for (OptionalInt next = ContextTrim.next(messages, trimmed);
                next.isPresent();
                next = ContextTrim.next(messages, trimmed)) {
            assertThat(next.getAsInt()).isGreaterThan(trimmed);
            trimmed = next.getAsInt();
            steps++;
            assertThat(ContextTrim.apply(messages, trimmed).get(1).getRole()).isEqualTo("user");
        }

        assertThat(texts(ContextTrim.apply(messages, trimmed)))
                .containsExactly("s", "" + (exchanges - 1), "a" + (exchanges - 1));
        assertThat(steps).isLessThanOrEqualTo(2 + (int) (Math.log(exchanges) / Math.log(2)));
    }

    private static List<ChatMessage> conversation(String... lines) {
        return List.of(lines).stream()
                .map(line -> line.split(":", 2))
                .map(line -> Calls.message(line[0], line[1]))
                .toList();
    }

    private static List<String> texts(List<ChatMessage> messages) {
        return messages.stream().map(message -> (String) message.getContent()).toList();
    }
}
