package dev.sluice.processor.openai;

import static dev.sluice.processor.openai.Bodies.message;
import static dev.sluice.processor.openai.Bodies.read;
import static dev.sluice.processor.openai.Bodies.request;
import static dev.sluice.processor.openai.Bodies.utf8;
import static dev.sluice.processor.openai.Bodies.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.ContentPart;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestReaderTest {
    @Test
    void typesEveryFieldThatTheSchemaTypes() {
        ChatRequest request =
                read(
                        request(
                                """
                                "frequency_penalty":-0.5,"presence_penalty":1,"logit_bias":{"50256":-100,"7":0.5},
                                "logprobs":true,"top_logprobs":3,"max_tokens":40,"max_completion_tokens":41,"n":2,
                                "seed":9007199254740993,"stop":["a","b"],"stream":true,
                                "stream_options":{"include_usage":true},"temperature":0.1,"top_p":1,"top_k":5,
                                "repetition_penalty":1.05,"tools":[{"type":"function"}],"tool_choice":"auto",
                                "parallel_tool_calls":false,"response_format":{"type":"json_object"},
                                "reasoning_effort":"low","service_tier":"flex","user":"u","metadata":{"k":"v"}"""));
        assertThat(request.getFrequencyPenalty()).isEqualTo(-0.5);
        assertThat(request.getPresencePenalty()).isEqualTo(1.0);
        assertThat(request.getLogitBias()).isEqualTo(Map.of("50256", -100.0, "7", 0.5));
        assertThat(request.getLogprobs()).isTrue();
        assertThat(request.getTopLogprobs()).isEqualTo(3);
        assertThat(request.getMaxTokens()).isEqualTo(40);
        assertThat(request.getMaxCompletionTokens()).isEqualTo(41);
        assertThat(request.getN()).isEqualTo(2);
        assertThat(request.getSeed()).isEqualTo(9007199254740993L);
        assertThat(request.getStop()).isEqualTo(List.of("a", "b"));
        assertThat(request.getStream()).isTrue();
        assertThat(request.getStreamOptions()).isEqualTo("{\"include_usage\":true}");
        assertThat(request.getTemperature()).isEqualTo(0.1);
        assertThat(request.getTopP()).isEqualTo(1.0);
        assertThat(request.getTopK()).isEqualTo(5);
        assertThat(request.getRepetitionPenalty()).isEqualTo(1.05);
        assertThat(request.getTools()).isEqualTo("[{\"type\":\"function\"}]");
        assertThat(request.getToolChoice()).isEqualTo("\"auto\"");
        assertThat(request.getParallelToolCalls()).isFalse();
        assertThat(request.getResponseFormat()).isEqualTo("{\"type\":\"json_object\"}");
        assertThat(request.getReasoningEffort()).isEqualTo("low");
        assertThat(request.getServiceTier()).isEqualTo("flex");
        assertThat(request.getUser()).isEqualTo("u");
        assertThat(request.getMetadata()).isEqualTo("{\"k\":\"v\"}");
        assertThat(request.getExtraBody()).isNull();
    }

    @Test
    void readsMessagesWithPartsAndCalls() {
        ChatMessage user =
                first(
                        """
                        "role":"user","content":[{"type":"text","text":"what is this"},
                        {"type":"image_url","image_url":{"url":"data:x","detail":"low"}},
                        {"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}},
                        {"type":"file","file":{"file_id":"f"}}]""");
        assertThat(user.getContent())
                .asInstanceOf(InstanceOfAssertFactories.list(ContentPart.class))
                .satisfiesExactly(
                        text -> assertThat(text.getText()).isEqualTo("what is this"),
                        image -> {
                            assertThat(image.getImageUrl().getUrl()).isEqualTo("data:x");
                            assertThat(image.getImageUrl().getDetail()).isEqualTo("low");
                        },
                        audio -> assertThat(audio.getInputAudio().getFormat()).isEqualTo("wav"),
                        file ->
                                assertThat(file.getExtra())
                                        .isEqualTo("{\"file\":{\"file_id\":\"f\"}}"));

        ChatMessage assistant =
                first(
                        """
                        "role":"assistant","content":null,"refusal":"no","reasoning":"r","reasoning_content":"rc",
                        "tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"},"index":0}],
                        "function_call":{"name":"g","arguments":"x"},"audio":{"id":"a"},"annotations":[],"own":1""");
        assertThat(assistant.getContent()).isNull();
        assertThat(assistant.getToolCalls().get(0).getFunction().getName()).isEqualTo("f");
        assertThat(assistant.getToolCalls().get(0).getExtra()).isEqualTo("{\"index\":0}");
        assertThat(assistant.getFunctionCall().getArguments()).isEqualTo("x");
        assertThat(assistant.getReasoning()).isEqualTo("r");
        assertThat(assistant.getReasoningContent()).isEqualTo("rc");
        assertThat(assistant.getAudio()).isEqualTo("{\"id\":\"a\"}");
        assertThat(assistant.getAnnotations()).isEqualTo("[]");
        assertThat(assistant.getExtra()).isEqualTo("{\"own\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"min_p\":0.05",
                "\"min_p\":1.50",
                "\"big\":123456789012345678901234567890.10E+2",
                "\"guided_json\":{ \"a\" : [1, 2.0, null], \"b\":\"\\u00e9 \\\"x\\\"\" }",
                "\"temperature\":null",
                "\"logit_bias\":null",
                "\"stop\":null",
                "\"seed\":18446744073709551616",
                "\"max_tokens\":1.5",
                "\"max_tokens\":40.0",
                "\"max_tokens\":3000000000",
                "\"temperature\":0.10000000000000000000001",
                "\"temperature\":1e400",
                "\"temperature\":1e-99999999999",
                "\"logit_bias\":{\"1\":0.10000000000000000000001}",
                "\"priority\":3",
                "\"id\":\"x\"",
                "\"extra_body\":{\"a\":1}",
                "\"quoted\\\"name\":[]"
            })
    void keepsWhatNoTypedFieldHoldsExactlyAsTheTextItCameIn(String field) {
        ChatRequest request = read(request(field));
        assertThat(request.getExtraBody()).isEqualTo("{" + field + "}");
        assertThat(written(request(field))).endsWith("," + field + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"name\":null",
                "\"tool_calls\":null",
                "\"tool_calls\":[]",
                "\"function_call\":{\"name\":\"f\",\"arguments\":{\"a\":1}}",
                "\"function_call\":null",
                "\"cache_control\":{\"type\":\"ephemeral\"}"
            })
    void keepsWhatTheMessageCannotHold(String field) {
        assertThat(first("\"role\":\"user\",\"content\":\"hi\"," + field).getExtra())
                .isEqualTo("{" + field + "}");
        assertThat(written(message("\"role\":\"user\",\"content\":\"hi\"," + field)))
                .contains("\"role\":\"user\",\"content\":\"hi\"," + field + "}");
    }

    @Test
    void keepsAnImageInAnotherShape() {
        String part = "{\"type\":\"image_url\",\"image_url\":\"https://x/y.png\"}";
        assertThat(written(message("\"role\":\"user\",\"content\":[" + part + "]"))).contains(part);
        String more = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\",\"fps\":2}}";
        assertThat(written(message("\"role\":\"user\",\"content\":[" + more + "]"))).contains(more);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"temperature\":\"hot\" | temperature | has to be a number",
                "\"max_tokens\":\"40\" | max_tokens | has to be a number",
                "\"logit_bias\":[] | logit_bias | has to be an object",
                "\"logit_bias\":{\"7\":true} | logit_bias.7 | has to be a number",
                "\"stop\":[1] | stop[0] | has to be a string",
                "\"stop\":7 | stop | has to be a string or an array of strings",
                "\"stream\":\"yes\" | stream | has to be true or false",
                "\"tools\":{} | tools | has to be an array",
                "\"tool_choice\":1 | tool_choice | has to be a string or an object",
                "\"metadata\":\"m\" | metadata | has to be an object",
                "\"user\":1 | user | has to be a string",
                "\"user\":\"\\ud800\" | user | holds half of a surrogate pair",
                "\"n\":1,\"n\":2 | n | is there twice",
                "\"x\":1,\"x\":2 | x | is there twice"
            })
    void namesTheFieldThatIsWrong(String fields, String path, String problem) {
        assertProblem(request(fields), path, problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"role\":\"user\",\"content\":7 | messages[0].content | has to be a string or an array",
                "\"content\":\"x\" | messages[0].role | is missing",
                "\"role\":null | messages[0].role | has to be a string",
                "\"role\":\"user\",\"content\":[{\"text\":\"x\"}] | messages[0].content[0].type | is missing",
                "\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":1}] | messages[0].content[0].text | has to be a string",
                "\"role\":\"user\",\"content\":[\"x\"] | messages[0].content[0] | has to be an object",
                "\"role\":\"assistant\",\"tool_calls\":{} | messages[0].tool_calls | has to be an array",
                "\"role\":\"assistant\",\"tool_calls\":[{\"id\":1}] | messages[0].tool_calls[0].id | has to be a string",
                "\"role\":\"user\",\"name\":[] | messages[0].name | has to be a string"
            })
    void namesTheMessageThatIsWrong(String fields, String path, String problem) {
        assertProblem(message(fields), path, problem);
    }

    @Test
    void refusesABodyWithoutModelOrMessages() {
        assertProblem(utf8("{\"messages\":[{\"role\":\"user\"}]}"), "model", "is missing");
        assertProblem(utf8("{\"model\":\"m\"}"), "messages", "is missing");
        assertProblem(utf8("{\"model\":\"m\",\"messages\":[]}"), "messages", "is empty");
        assertProblem(utf8("{\"model\":\"\",\"messages\":[]}"), "model", "is empty");
        assertProblem(utf8("{\"model\":null}"), "model", "has to be a string");
        assertProblem(
                utf8("{\"model\":\"m\",\"messages\":null}"), "messages", "has to be an array");
        assertProblem(
                utf8("{\"model\":\"m\",\"messages\":[7]}"), "messages[0]", "has to be an object");
        assertProblem(utf8("[]"), "", "has to be an object");
        assertProblem(utf8(" "), "", "is empty");
        assertProblem(utf8("{\"model\":"), "", "is not JSON near byte 9");
        assertProblem(
                utf8(new String(request(""), StandardCharsets.UTF_8) + "{}"),
                "",
                "has text after its end");
    }

    @Test
    void neverRepeatsAValueInAnError() {
        assertThatExceptionOfType(ChatJsonException.class)
                .isThrownBy(() -> read(request("\"user\": sesame")))
                .withMessageNotContaining("sesame");
    }

    private static ChatMessage first(String fields) {
        return read(message(fields)).getMessages().get(0);
    }

    private static void assertProblem(byte[] body, String path, String problem) {
        assertThatExceptionOfType(ChatJsonException.class)
                .isThrownBy(() -> read(body))
                .satisfies(
                        e -> {
                            assertThat(e.path()).isEqualTo(path);
                            assertThat(e.problem()).isEqualTo(problem);
                        });
    }
}
