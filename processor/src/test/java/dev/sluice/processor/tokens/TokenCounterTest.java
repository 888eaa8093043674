package dev.sluice.processor.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Choice;
import dev.sluice.v1.ContentPart;
import dev.sluice.v1.FunctionCall;
import dev.sluice.v1.ImageUrl;
import dev.sluice.v1.InputAudio;
import dev.sluice.v1.ToolCall;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCounterTest {
    private static final String KNOWN = "gpt-4o";
    private static final String UNKNOWN = "llama";

    private final TokenCounter counter = new TokenCounter();

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, hello world, 2",
        "gpt-4, hello world, 2",
        "gpt-4, 人, 1",
        "llama, hello world, 3",
        "llama, 人, 1",
        "llama, 😀é, 2"
    })
    void countsAnAnswer(String model, String text, long tokens) {
        assertThat(counter.answer(List.of(choice(message(text))), model)).isEqualTo(tokens);
    }

    @Test
    void countsWhatTheChatFormatAdds() {
        // Three for the reply; three for the message, its role (1) and its text (2); the name and
        // one for it.
        ChatMessage message = message("hello world");
        assertThat(counter.prompt(request(message), KNOWN)).isEqualTo(3 + 3 + 1 + 2);
        message.setName("hello");
        assertThat(counter.prompt(request(message), KNOWN)).isEqualTo(3 + 3 + 1 + 2 + 1 + 1);
        assertThat(counter.prompt(request(message, message), KNOWN)).isEqualTo(3 + 2 * 8);
    }

    @Test
    void countsAllThatAModelGenerates() {
        ChatMessage message = message(null);
        message.setContent(
                List.of(
                        ContentPart.newBuilder().setType("text").setText("hello world").build(),
                        ContentPart.newBuilder().setType("refusal").setRefusal("hello").build()));
        message.setRefusal("hello world");
        message.setReasoning("hello");
        message.setReasoningContent("hello world");
        FunctionCall call = new FunctionCall("hello", "hello world");
        message.setFunctionCall(call);
        message.setToolCalls(List.of(new ToolCall("id", "function", call, null)));
        assertThat(counter.answer(List.of(choice(message)), KNOWN))
                .isEqualTo(2 + 1 + 2 + 1 + 2 + 3 + 3);
        // Servers that use both names for the reasoning send the same twice.
        message.setReasoning("hello world");
        assertThat(counter.answer(List.of(choice(message), choice(message)), KNOWN))
                .isEqualTo(2 * (2 + 1 + 2 + 2 + 3 + 3));
    }

    @Test
    void countsToolsAndFormat() {
        ChatRequest request = request(message("a"));
        long without = counter.prompt(request, UNKNOWN);
        request.setTools("[" + " ".repeat(398) + "]");
        request.setResponseFormat("{" + " ".repeat(398) + "}");
        assertThat(counter.prompt(request, UNKNOWN)).isEqualTo(without + 200);
    }

    @Test
    void countsMediaByWhatIsUsual() {
        ChatMessage message = message(null);
        message.setContent(
                List.of(
                        image("low"),
                        image("auto"),
                        ContentPart.newBuilder()
                                .setType("input_audio")
                                .setInputAudio(new InputAudio("A".repeat(64_000), "wav"))
                                .build(),
                        ContentPart.newBuilder()
                                .setType("input_audio")
                                .setInputAudio(new InputAudio("A".repeat(64_000), "mp3"))
                                .build()));
        assertThat(counter.prompt(request(message), KNOWN))
                .isEqualTo(3 + 3 + 1 + 85 + 765 + 10 + 30);
    }

    @ParameterizedTest
    @ValueSource(strings = {KNOWN, "gpt-4", UNKNOWN})
    void takesAnyText(String model) {
        for (String text :
                List.of(
                        "<|endoftext|><|im_start|>",
                        "\ud83d",
                        "\ude00x\ud83d\ud83d",
                        "\u0000",
                        "")) {
            assertThat(counter.answer(List.of(choice(message(text))), model)).isBetween(0L, 40L);
        }
    }

    @Test
    void estimatesALongTextFromASample() {
        Encoding encoding =
                Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 300_000; i++) {
            text.append("Request ").append(i).append(" was answered within its limits. ");
        }
        long exact = encoding.countTokensOrdinary(text.toString());
        long estimate = counter.answer(List.of(choice(message(text.toString()))), KNOWN);
        assertThat(estimate).isBetween(exact * 95 / 100, exact * 105 / 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {KNOWN, UNKNOWN})
    void aTextOfManyMillionsIsNoBurden(String model) {
        String text = "a".repeat(20_000_000);
        assertThat(counter.answer(List.of(choice(message(text))), model)).isPositive();
    }

    @Test
    void marksUsageAsEstimated() {
        ChatRequest request = request(message("hello world"));
        Usage usage = counter.estimate(request, List.of(choice(message("hello world"))), KNOWN);
        assertThat(usage)
                .isEqualTo(new Usage(9L, 2L, 11L, null, null, UsageSource.ESTIMATED, null));
        assertThat(counter.estimate(request, 9, KNOWN))
                .isEqualTo(new Usage(9L, 3L, 12L, null, null, UsageSource.ESTIMATED, null));
        assertThat(counter.ofSize(0)).isZero();
    }

    @Test
    void canBePrepared() {
        counter.prepare(KNOWN);
        counter.prepare(UNKNOWN);
        assertThat(counter.ofSize(5)).isEqualTo(2);
    }

    private static ContentPart image(String detail) {
        return ContentPart.newBuilder()
                .setType("image_url")
                .setImageUrl(new ImageUrl("data:image/png;base64," + "A".repeat(1_000), detail))
                .build();
    }

    private static ChatMessage message(@org.jspecify.annotations.Nullable String content) {
        return ChatMessage.newBuilder().setRole("user").setContent(content).build();
    }

    private static Choice choice(ChatMessage message) {
        return Choice.newBuilder().setIndex(0).setMessage(message).build();
    }

    private static ChatRequest request(ChatMessage... messages) {
        return ChatRequest.newBuilder()
                .setId("id")
                .setModel("m")
                .setMessages(List.of(messages))
                .build();
    }
}
