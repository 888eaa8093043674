package dev.sluice.processor.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.openai.RequestArbitraries;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Choice;
import dev.sluice.v1.Usage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TokenCounterPropertiesTest {
    private final TokenCounter counter = new TokenCounter();

    @Property(tries = 300)
    void aTokenHasAtLeastOneByte(@ForAll String text, @ForAll("models") String model) {
        ChatMessage message =
                ChatMessage.newBuilder().setRole("assistant").setContent(text).build();
        long tokens = counter.answer(List.of(new Choice(0, message, null, null, null)), model);
        long bytes = text.getBytes(StandardCharsets.UTF_8).length;
        // Half a surrogate pair becomes a question mark, one byte instead of two.
        assertThat(tokens).isBetween(text.isEmpty() ? 0L : 1L, Math.max(bytes, text.length()));
    }

    @Property(tries = 300)
    void bytesAreThoseOfUtf8(@ForAll("wholeTexts") String text) {
        assertThat(Texts.bytes(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Property(tries = 300)
    void textIsMadeWellFormed(@ForAll String text) {
        assertThat(Texts.wellFormed(text))
                .isEqualTo(
                        new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    @Property(tries = 200)
    void anyRequestAndAnswer(
            @ForAll("requests") ChatRequest request,
            @ForAll("messages") ChatMessage message,
            @ForAll("models") String model) {
        List<Choice> choices = List.of(new Choice(0, message, null, null, null));
        Usage usage = counter.estimate(request, choices, model);
        assertThat(usage.getPromptTokens()).isGreaterThan(3L * request.getMessages().size());
        assertThat(usage.getCompletionTokens()).isNotNegative();
        assertThat(usage.getTotalTokens())
                .isEqualTo(usage.getPromptTokens() + usage.getCompletionTokens());
    }

    @Property(tries = 100)
    void oneMoreMessageMeansMoreTokens(
            @ForAll("requests") ChatRequest request,
            @ForAll("messages") ChatMessage message,
            @ForAll("models") String model) {
        long before = counter.prompt(request, model);
        List<ChatMessage> messages = new java.util.ArrayList<>(request.getMessages());
        messages.add(message);
        request.setMessages(messages);
        assertThat(counter.prompt(request, model)).isGreaterThan(before);
    }

    @Provide
    Arbitrary<String> models() {
        return Arbitraries.of("gpt-4o", "gpt-4", "llama");
    }

    @Provide
    Arbitrary<String> wholeTexts() {
        return RequestArbitraries.texts();
    }

    @Provide
    Arbitrary<ChatRequest> requests() {
        return RequestArbitraries.requests();
    }

    @Provide
    Arbitrary<ChatMessage> messages() {
        return RequestArbitraries.messages();
    }
}
