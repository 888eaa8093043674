package dev.sluice.processor.admission;

import static dev.sluice.processor.admission.Requests.part;
import static dev.sluice.processor.admission.Requests.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.outcome.Failure;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ImageUrl;
import dev.sluice.v1.InputAudio;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"system", "developer", "user", "assistant", "function"})
    void rolesOfTheReferenceAreValid(String role) {
        assertThat(check(message(role).setContent("text").build())).isEmpty();
    }

    static Stream<ChatMessage> valid() {
        return Stream.of(
                message("assistant").build(),
                message("tool").setContent("4").setToolCallId("call_1").build(),
                user(""),
                user(List.of(part("text").setText("").build())),
                user(
                        List.of(
                                part("image_url")
                                        .setImageUrl(new ImageUrl("http://i", null))
                                        .build())),
                user(List.of(part("input_audio").setInputAudio(new InputAudio("", "wav")).build())),
                message("assistant")
                        .setContent(List.of(part("refusal").setRefusal("no").build()))
                        .build(),
                // Forms that have no room in the typed fields reach the endpoint all the same.
                user(
                        List.of(
                                part("image_url").setExtra("{\"image_url\":\"http://i\"}").build(),
                                part("image_url")
                                        .setExtra(
                                                "{\"a\":[null],\"image_url\":{\"url\":\"http://i\",\"max_pixels\":9}}")
                                        .build(),
                                part("input_audio")
                                        .setExtra("{\"input_audio\":{\"data\":\"http://a\"}}")
                                        .build())),
                // A type that only the endpoint knows is its own business.
                user(List.of(part("file").setExtra("{\"file\":{}}").build())));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void validMessages(ChatMessage message) {
        assertThat(check(user("first"), message)).isEmpty();
    }

    static Stream<Arguments> invalid() {
        ChatMessage.Builder tool = message("tool");
        return Stream.of(
                Arguments.of("messages[1].role", message("robot").setContent("x").build()),
                Arguments.of("messages[1].role", message("").setContent("x").build()),
                Arguments.of("messages[1].role", message("User").setContent("x").build()),
                Arguments.of("messages[1].content", message("user").build()),
                Arguments.of("messages[1].content", message("tool").setToolCallId("c").build()),
                Arguments.of("messages[1].content", user(List.of())),
                Arguments.of("messages[1].tool_call_id", tool.setContent("4").build()),
                Arguments.of(
                        "messages[1].tool_call_id",
                        tool.setContent(List.of(part("text").setText("4").build())).build()),
                Arguments.of("messages[1].content[1].text", second("text")),
                Arguments.of("messages[1].content[1].image_url", second("image_url")),
                Arguments.of("messages[1].content[1].input_audio", second("input_audio")),
                Arguments.of("messages[1].content[1].refusal", second("refusal")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void theFieldAtFaultIsNamed(String field, ChatMessage message) {
        assertThat(check(user("first"), message).flatMap(Failure::field)).contains(field);
    }

    @Test
    void aConversationHasAMessage() {
        assertThat(check().flatMap(Failure::field)).contains("messages");
    }

    /** What a person wrote must not come back in a message that may be logged. */
    @Test
    void contentIsNotQuoted() {
        Optional<Failure> failure = check(message("robot").setContent("a secret").build());

        assertThat(failure.orElseThrow().message()).doesNotContain("secret", "robot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"image_url\":null}", "{\"other\":{\"image_url\":1}}", "[]", "{"})
    void anImageThatIsNowhere(String extra) {
        ChatMessage message = user(List.of(part("image_url").setExtra(extra).build()));

        assertThat(check(message).flatMap(Failure::field))
                .contains("messages[0].content[0].image_url");
    }

    private static ChatMessage second(String type) {
        return user(List.of(part("text").setText("a").build(), part(type).build()));
    }

    private static ChatMessage.Builder message(String role) {
        return ChatMessage.newBuilder().setRole(role);
    }

    private static Optional<Failure> check(ChatMessage... messages) {
        return MessageRules.check(Requests.valid().setMessages(List.of(messages)).build());
    }
}
