package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.openai.BatchInputReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputTest {
    @TempDir Path folder;

    @Test
    void theExampleIsAFileOfFiftyRequests() throws IOException {
        Path example = Input.locate(Optional.empty(), new DataFolder(folder));

        assertThat(Files.readAllLines(example))
                .hasSize(50)
                .extracting(
                        line ->
                                BatchInputReader.read(line.getBytes(StandardCharsets.UTF_8))
                                        .customId())
                .doesNotHaveDuplicates();
        assertThat(Input.models(example)).containsExactly("large-chat", "small-chat");
    }

    @Test
    void linesThatAreNoRequestsHaveNoModel() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("in.jsonl"),
                        Requests.line("a", "mine") + "\nnot JSON\n\n" + Requests.line("b", "mine"));

        assertThat(Input.models(file)).containsExactly("mine");
    }
}
