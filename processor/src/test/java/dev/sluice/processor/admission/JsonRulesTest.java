package dev.sluice.processor.admission;

import static dev.sluice.processor.admission.Requests.part;
import static dev.sluice.processor.admission.Requests.user;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.sluice.processor.openai.ChatJsonException;
import dev.sluice.processor.openai.ChatRequestWriter;
import dev.sluice.processor.outcome.Failure;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.ToolCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRulesTest {
    private static final String OBJECT = "{\"a\":[1,{\"b\":null}]}";
    private static final String ARRAY = "[{\"a\":1}]";

    /** A setter, and which of the three kinds of JSON text it takes. */
    private record Field(
            BiFunction<ChatRequest.Builder, String, ChatRequest.Builder> set, List<String> takes) {}

    private static final Map<String, Field> FIELDS =
            Map.of(
                    "tools", new Field(ChatRequest.Builder::setTools, List.of(ARRAY)),
                    "tool_choice",
                            new Field(
                                    ChatRequest.Builder::setToolChoice,
                                    List.of("\"auto\"", OBJECT)),
                    "response_format",
                            new Field(ChatRequest.Builder::setResponseFormat, List.of(OBJECT)),
                    "stream_options",
                            new Field(ChatRequest.Builder::setStreamOptions, List.of(OBJECT)),
                    "metadata", new Field(ChatRequest.Builder::setMetadata, List.of(OBJECT)),
                    "extra_body", new Field(ChatRequest.Builder::setExtraBody, List.of(OBJECT)));

    static Stream<String> fields() {
        return FIELDS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aFieldTakesItsOwnKindOfWholeJson(String name) {
        Field field = requireNonNull(FIELDS.get(name));
        for (String text : List.of(OBJECT, ARRAY, "\"auto\"")) {
            Optional<String> fault = check(field, text);
            if (field.takes().contains(text)) {
                assertThat(fault).as(text).isEmpty();
            } else {
                assertThat(fault).as(text).contains(name);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aFieldTakesNothingElse(String name) {
        for (String text :
                List.of(
                        "",
                        " ",
                        "null",
                        "1",
                        "{",
                        "[",
                        "{\"a\":}",
                        "{} {}",
                        "[] []",
                        "{}x",
                        "nope")) {
            assertThat(check(requireNonNull(FIELDS.get(name)), text)).as(text).contains(name);
        }
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of("messages[0].extra", (Setter) (m, v) -> m.setExtra(v)),
                Arguments.of("messages[0].audio", (Setter) (m, v) -> m.setAudio(v)),
                Arguments.of(
                        "messages[0].tool_calls[].extra",
                        (Setter)
                                (m, v) ->
                                        m.setToolCalls(
                                                List.of(
                                                        ToolCall.newBuilder()
                                                                .setExtra(v)
                                                                .build()))),
                Arguments.of(
                        "messages[0].content[].extra",
                        (Setter)
                                (m, v) -> m.setContent(List.of(part("file").setExtra(v).build()))));
    }

    private interface Setter {
        void set(ChatMessage message, String value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void whatMessagesCarryIsCheckedToo(String field, Setter setter) {
        for (String text : List.of("[]", "{", "1")) {
            ChatMessage message = user("x");
            setter.set(message, text);
            assertThat(fault(Requests.valid().setMessages(List.of(message)).build()))
                    .as(text)
                    .contains(field);
        }
        ChatMessage message = user("x");
        setter.set(message, OBJECT);
        assertThat(fault(Requests.valid().setMessages(List.of(message)).build())).isEmpty();
    }

    /** Whatever else is let in here could not be written, and would end as a defect of the service. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{\"role\":\"user\"}", "{\"content\":null}"})
    void aMessageSaysNothingTwice(String extra) {
        ChatMessage message = user(null);
        message.setExtra(extra);
        ChatRequest request = Requests.valid().setMessages(List.of(message)).build();

        assertThat(fault(request).orElseThrow()).startsWith("messages[0].extra");
        assertThatExceptionOfType(ChatJsonException.class)
                .isThrownBy(() -> ChatRequestWriter.write(request));
    }

    @Test
    void aPartAndAToolCallSayNothingTwice() {
        ChatMessage parts =
                user(List.of(part("text").setText("a").setExtra("{\"text\":1}").build()));
        ChatMessage calls = user("x");
        calls.setToolCalls(List.of(ToolCall.newBuilder().setExtra("{\"type\":1}").build()));

        assertThat(fault(Requests.valid().setMessages(List.of(parts)).build()))
                .contains("messages[0].content[].extra.text");
        assertThat(fault(Requests.valid().setMessages(List.of(calls)).build()))
                .contains("messages[0].tool_calls[].extra.type");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aFieldIsNoDeeperThanABodyMayBe(String name) {
        Field field = requireNonNull(FIELDS.get(name));
        for (int depth : List.of(400, 600)) {
            String inner = "[".repeat(depth) + "]".repeat(depth);
            String text = name.equals("tools") ? inner : "{\"a\":" + inner + "}";
            ChatRequest request = field.set().apply(Requests.valid(), text).build();

            if (depth < 500) {
                assertThat(fault(request)).isEmpty();
                assertThatNoException().isThrownBy(() -> ChatRequestWriter.write(request));
            } else {
                assertThat(fault(request)).contains(name);
            }
        }
    }

    @Test
    void extraBodyHasNoFieldTwice() {
        assertThat(fault(Requests.valid().setExtraBody("{\"x\":1,\"x\":2}").build()))
                .contains("extra_body");
    }

    @Test
    void annotationsAreAnArray() {
        ChatMessage message = user("x");
        message.setAnnotations("{}");
        assertThat(fault(Requests.valid().setMessages(List.of(message)).build()))
                .contains("messages[0].annotations");
        message.setAnnotations("[]");
        assertThat(fault(Requests.valid().setMessages(List.of(message)).build())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "messages", "temperature"})
    void extraBodyMustNotSayAgainWhatAFieldSays(String name) {
        ChatRequest.Builder request = Requests.valid().setTemperature(1.0);

        assertThat(fault(request.setExtraBody("{\"x\":1,\"" + name + "\":2}").build()))
                .contains("extra_body." + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"temperature", "id", "tenant", "priority", "extra_body", "unheard_of"})
    void extraBodyMaySayWhatNoFieldSays(String name) {
        assertThat(fault(Requests.valid().setExtraBody("{\"" + name + "\":2}").build())).isEmpty();
    }

    /** Neither a field's text nor the parser's complaint about it may come back: both can hold what is private. */
    @Test
    void contentIsNotQuoted() {
        Failure failure =
                JsonRules.check(Requests.valid().setMetadata("{\"secret\": hunter2}").build())
                        .orElseThrow();

        assertThat(failure.message()).doesNotContain("secret", "hunter2");
    }

    private static Optional<String> check(Field field, String text) {
        return fault(field.set().apply(Requests.valid(), text).build());
    }

    private static Optional<String> fault(ChatRequest request) {
        return JsonRules.check(request).flatMap(Failure::field);
    }
}
