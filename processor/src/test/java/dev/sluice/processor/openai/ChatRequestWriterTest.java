package dev.sluice.processor.openai;

import static dev.sluice.processor.openai.Bodies.read;
import static dev.sluice.processor.openai.Bodies.request;
import static dev.sluice.processor.openai.Bodies.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.OnContextLength;
import dev.sluice.v1.Priority;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestWriterTest {
    @Test
    void sendsNothingOfSluicesOwn() {
        ChatRequest request =
                minimal()
                        .setTenant("acme")
                        .setBatchId("b")
                        .setCustomId("c")
                        .setPriority(Priority.HIGH)
                        .setDeadline(Instant.EPOCH)
                        .setEndpoint("e")
                        .setOnContextLength(OnContextLength.TRIM_OLDEST)
                        .setPublishChunks(true)
                        .build();
        assertThat(write(request, StreamMode.AS_ASKED))
                .isEqualTo(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "1.0, 1",
        "0, 0",
        "-0.0, -0.0",
        "1e300, 1.0E300",
        "2e-3, 0.002",
        "1e23, 1.0E23",
        "1.1, 1.1",
        "9007199254740993, 9.007199254740992E15",
        "0.30000000000000004, 0.30000000000000004"
    })
    void writesDoublesInTheirShortestForm(double value, String written) {
        String body = write(minimal().setTemperature(value).build(), StreamMode.AS_ASKED);
        assertThat(body).endsWith("\"temperature\":" + written + "}");
        assertThat(tree(body).get("temperature").doubleValue()).isEqualTo(value);
    }

    @Test
    void writesWholeNumbersExactly() {
        ChatRequest request =
                minimal()
                        .setSeed(9007199254740993L)
                        .setLogitBias(Map.of("50256", -100.0))
                        .setMaxTokens(40)
                        .build();
        assertThat(write(request, StreamMode.AS_ASKED))
                .contains(
                        "\"seed\":9007199254740993",
                        "\"logit_bias\":{\"50256\":-100}",
                        "\"max_tokens\":40");
    }

    @Test
    void writesNullContentOfAMessageThatOnlyCallsTools() {
        String body =
                """
                {"model":"m","messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"c",\
                "type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"}}]}]}""";
        assertThat(Bodies.written(Bodies.utf8(body))).isEqualTo(body);
    }

    @Test
    void decidesWhatBecomesOfStreaming() {
        ChatRequest typed =
                read(
                        request(
                                "\"stream\":true,\"stream_options\":{\"include_usage\":true},\"x\":1"));
        assertThat(write(typed, StreamMode.AS_ASKED))
                .contains("\"stream\":true", "\"stream_options\":{\"include_usage\":true}");
        assertThat(write(typed, StreamMode.OFF)).doesNotContain("stream").contains("\"x\":1");
        assertThat(write(read(request("")), StreamMode.ON)).endsWith("\"stream\":true}");

        ChatRequest nulls = read(request("\"stream\":null,\"stream_options\":null,\"x\":1"));
        assertThat(write(nulls, StreamMode.AS_ASKED))
                .contains("\"stream\":null,\"stream_options\":null");
        assertThat(write(nulls, StreamMode.OFF)).doesNotContain("stream").contains("\"x\":1");
        assertThat(write(nulls, StreamMode.ON))
                .containsOnlyOnce("\"stream\":")
                .contains("\"stream\":true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | {\"include_usage\":true}",
                "\"stream\":false | {\"include_usage\":true}",
                "\"stream\":null,\"stream_options\":null | {\"include_usage\":true}",
                "\"stream_options\":{} | {\"include_usage\":true}",
                "\"stream_options\":{\"include_usage\":false,\"chunk\":1.50} | {\"chunk\":1.50,\"include_usage\":true}",
                "\"stream\":true,\"stream_options\":{\"include_usage\":null,\"x\":null} | {\"x\":null,\"include_usage\":true}"
            })
    void asksForUsageBesidesTheUsersOptions(String fields, String options) {
        String body = write(read(request(fields)), StreamMode.ON_WITH_USAGE);
        assertThat(body)
                .containsOnlyOnce("\"stream\":")
                .containsOnlyOnce("\"stream_options\":")
                .endsWith("\"stream\":true,\"stream_options\":" + options + "}");
    }

    /** A publisher that knows the field by another way than its type writes it there. */
    @Test
    void streamingInExtraBodyIsNotSmuggledIn() {
        ChatRequest request =
                minimal()
                        .setExtraBody(
                                "{\"stream\":false,\"x\":1,\"stream_options\":{\"include_usage\":false,\"y\":2}}")
                        .build();
        assertThat(write(request, StreamMode.OFF)).endsWith("],\"x\":1}");
        assertThat(write(request, StreamMode.ON))
                .endsWith(
                        "],\"stream\":true,\"x\":1,\"stream_options\":{\"include_usage\":false,\"y\":2}}");
        assertThat(write(request, StreamMode.ON_WITH_USAGE))
                .endsWith(
                        "],\"stream\":true,\"stream_options\":{\"y\":2,\"include_usage\":true},\"x\":1}");
        request.setStream(true);
        for (StreamMode mode : StreamMode.values()) {
            assertThatExceptionOfType(ChatJsonException.class)
                    .isThrownBy(() -> ChatRequestWriter.write(request, mode))
                    .withMessage("extra_body: repeats the field stream");
        }
    }

    @Test
    void refusesStreamOptionsThatAreNoObject() {
        ChatRequest request = minimal().setStreamOptions("[true]").build();
        for (StreamMode mode : List.of(StreamMode.ON, StreamMode.ON_WITH_USAGE)) {
            assertThatExceptionOfType(ChatJsonException.class)
                    .isThrownBy(() -> ChatRequestWriter.write(request, mode))
                    .satisfies(e -> assertThat(e.path()).isEqualTo("stream_options"));
        }
    }

    @Test
    void writesTheRightTypes() {
        String fields =
                """
                "temperature":0.1,"seed":9007199254740993,"logit_bias":{"1":5,"2":-0.5},"stop":"a","n":2""";
        assertThat(write(read(request(fields)), StreamMode.AS_ASKED))
                .contains(
                        "\"temperature\":0.1",
                        "\"seed\":9007199254740993",
                        "\"logit_bias\":{\"1\":5,\"2\":-0.5}",
                        "\"stop\":\"a\"",
                        "\"n\":2");
        assertThat(write(read(request("\"stop\":[\"a\"]")), StreamMode.AS_ASKED))
                .endsWith("\"stop\":[\"a\"]}");
        assertThat(write(read(request("\"temperature\":null")), StreamMode.AS_ASKED))
                .endsWith("\"temperature\":null}");
    }

    @Test
    void sendsAnExtraFieldThatIsNamedLikeOneOfSluicesOwn() {
        ChatRequest request = minimal().setExtraBody("{\"priority\":5,\"id\":null}").build();
        assertThat(write(request, StreamMode.AS_ASKED)).endsWith(",\"priority\":5,\"id\":null}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"x\"}",
                "{\"temperature\":1}",
                "{\"a\":1,\"a\":2}",
                "[]",
                "7",
                "",
                "{",
                "{}{}",
                "{\"a\":NaN}"
            })
    void refusesAnExtraBodyThatCannotBeAdded(String extra) {
        ChatRequest request = minimal().setTemperature(0.5).setExtraBody(extra).build();
        assertThatExceptionOfType(ChatJsonException.class)
                .isThrownBy(() -> ChatRequestWriter.write(request))
                .satisfies(e -> assertThat(e.path()).isEqualTo("extra_body"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1],\"model\":\"x\"", "", "[", "null"})
    void refusesToolsThatAreNoJsonArray(String tools) {
        assertThatExceptionOfType(ChatJsonException.class)
                .isThrownBy(() -> ChatRequestWriter.write(minimal().setTools(tools).build()))
                .satisfies(e -> assertThat(e.path()).isEqualTo("tools"));
    }

    @Test
    void refusesWhatJsonCannotSay() {
        assertThatExceptionOfType(ChatJsonException.class)
                .isThrownBy(() -> ChatRequestWriter.write(minimal().setTopP(Double.NaN).build()))
                .withMessage("top_p: has to be a finite number");
    }

    @Test
    void namesTheMessageWhoseExtraRepeatsAField() {
        ChatRequest request = minimal().build();
        request.getMessages().get(0).setExtra("{\"content\":\"other\"}");
        assertThatExceptionOfType(ChatJsonException.class)
                .isThrownBy(() -> ChatRequestWriter.write(request))
                .withMessage("messages[0].extra: repeats the field content");
    }

    private static ChatRequest.Builder minimal() {
        return ChatRequestReader.read(request("")).setId("id");
    }

    private static String write(ChatRequest request, StreamMode mode) {
        return new String(ChatRequestWriter.write(request, mode), StandardCharsets.UTF_8);
    }
}
