package dev.sluice.processor.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.v1.ChatRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** JSON for tests. */
final class Bodies {
    private Bodies() {}

    static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** A request body with a model and one message besides the given fields. */
    static byte[] request(String fields) {
        String comma = fields.isEmpty() ? "" : ",";
        return utf8(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]"
                        + comma
                        + fields
                        + "}");
    }

    /** A request body with one message that has the given fields. */
    static byte[] message(String fields) {
        return utf8("{\"model\":\"m\",\"messages\":[{" + fields + "}]}");
    }

    static ChatRequest read(byte[] body) {
        return ChatRequestReader.read(body).setId("id").build();
    }

    static String written(byte[] body) {
        return new String(ChatRequestWriter.write(read(body)), StandardCharsets.UTF_8);
    }

    static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] answer(String resource) {
        try (InputStream in = Bodies.class.getResourceAsStream("/answers/" + resource)) {
            return Objects.requireNonNull(in, resource).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ChatAnswer.Completion completion(byte[] body) {
        ChatAnswer answer = CompletionReader.read(body);
        assertThat(answer).isInstanceOf(ChatAnswer.Completion.class);
        return (ChatAnswer.Completion) answer;
    }
}
