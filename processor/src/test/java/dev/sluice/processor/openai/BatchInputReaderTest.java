package dev.sluice.processor.openai;

import static dev.sluice.processor.openai.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.v1.ChatRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchInputReaderTest {
    private static final String BODY =
            "\"body\":{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"min_p\":0.050}";
    private static final String REST =
            "\"method\":\"POST\",\"url\":\"/v1/chat/completions\"," + BODY;

    @Test
    void readsALine() {
        BatchInputLine line =
                BatchInputReader.read(utf8("{\"custom_id\":\"c 1\",\"own\":[{}]," + REST + "}"));
        assertThat(line.customId()).isEqualTo("c 1");
        ChatRequest request = line.request().setId("id").build();
        assertThat(request.getCustomId()).isEqualTo("c 1");
        assertThat(request.getExtraBody()).isEqualTo("{\"min_p\":0.050}");
    }

    @Test
    void readsALineWhoseBodyComesFirst() {
        assertThat(BatchInputReader.read(utf8("{" + REST + ",\"custom_id\":\"c\"}")).customId())
                .isEqualTo("c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | custom_id: is missing",
                "{\"custom_id\":7} | custom_id: has to be a string",
                "{\"custom_id\":\"\"} | custom_id: has to have 1 to 512 characters",
                "{\"custom_id\":\"c\"} | method: is missing",
                "{\"custom_id\":\"c\",\"method\":\"GET\"} | method: has to be POST",
                "{\"custom_id\":\"c\",\"method\":\"POST\"} | url: is missing",
                "{\"custom_id\":\"c\",\"method\":\"POST\",\"url\":\"/v1/embeddings\"} | url: has to be /v1/chat/completions",
                "{\"custom_id\":\"c\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\"} | body: is missing",
                "{\"custom_id\":\"c\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":[]} | body: has to be an object",
                "{\"custom_id\":\"c\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{}} | body.model: is missing",
                "{\"custom_id\":\"c\",\"custom_id\":\"d\"} | custom_id: is there twice",
                "[] | has to be an object",
                "`` | is empty",
                "{\"custom_id\" | is not JSON near byte 12"
            })
    void tellsWhatIsWrong(String line, String problem) {
        assertThatExceptionOfType(ChatJsonException.class)
                .isThrownBy(() -> BatchInputReader.read(utf8(line)))
                .withMessage(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"temperature\":\"hot\"", "\"temperature\":[]"})
    void namesAFieldInTheBody(String field) {
        String line = "{\"custom_id\":\"c\"," + REST.replace("\"min_p\":0.050", field) + "}";
        assertThatExceptionOfType(ChatJsonException.class)
                .isThrownBy(() -> BatchInputReader.read(utf8(line)))
                .withMessage("body.temperature: has to be a number");
    }
}
