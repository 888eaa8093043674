package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command, in processes of its own. */
class StandaloneIT {
    private static final int MINUTES = 5;

    @TempDir Path folder;

    @Test
    void theExampleCompletesAndLeavesNothingBehind() throws Exception {
        String[] options = {
            "--usage", "totals/usage.jsonl", "--price-input", "0.15", "--price-output", "0.6"
        };
        try (Standalone run = Standalone.start(folder, Map.of(), options)) {
            assertThat(run.exitCode(MINUTES)).as(run.terminal()).isZero();
            assertThat(run.terminal()).contains("50 completed", "small-chat", "large-chat");
        }
        Path output = folder.resolve("sluice-results/example.output.jsonl");
        assertThat(WorkFolder.customIds(output)).hasSize(50);
        assertThat(Files.readAllLines(folder.resolve("totals/usage.jsonl")))
                .containsExactlyInAnyOrderElementsOf(addedUp(WorkFolder.lines(output)));
        assertThat(folder.resolve(".sluice")).doesNotExist();
        assertThat(folder.resolve("sluice-results/example.errors.jsonl")).doesNotExist();
    }

    @Test
    void aSignalStopsItInGoodOrderAndBadLinesAreNoFailures() throws Exception {
        WorkFolder work = new WorkFolder(folder);
        Path input = Requests.file(folder.resolve("in.jsonl"), WorkFolder.REQUESTS);
        Files.writeString(input, Files.readString(input) + "not JSON\n");
        try (Standalone stopped = work.start(input, WorkFolder.SLOW)) {
            WorkFolder.awaitUntil(stopped, run -> work.answered() >= WorkFolder.REQUESTS / 10);
            stopped.stop();
            stopped.exitCode(1);
            assertThat(stopped.terminal())
                    .contains("line " + (WorkFolder.REQUESTS + 1), "Stopping");
            assertThat(folder.resolve(".sluice/sluice.log")).content().contains("Stopped");
        }

        try (Standalone last = work.start(input, Map.of())) {
            assertThat(last.exitCode(MINUTES)).as(last.terminal()).isZero();
        }
        assertThat(WorkFolder.customIds(folder.resolve("out.jsonl")))
                .hasSize(WorkFolder.REQUESTS)
                .doesNotHaveDuplicates();
    }

    /** What the file of totals has to say, by the answers alone. */
    private static List<String> addedUp(List<JsonNode> answers) {
        return answers.stream()
                .map(answer -> answer.at("/response/body"))
                .collect(Collectors.groupingBy(body -> body.get("model").asText()))
                .entrySet()
                .stream()
                .map(
                        model -> {
                            long prompt = tokens(model.getValue(), "prompt_tokens");
                            long completion = tokens(model.getValue(), "completion_tokens");
                            BigDecimal cost =
                                    new BigDecimal("0.00000015")
                                            .multiply(BigDecimal.valueOf(prompt))
                                            .add(
                                                    new BigDecimal("0.0000006")
                                                            .multiply(
                                                                    BigDecimal.valueOf(
                                                                            completion)));
                            return ("{\"tenant\":\"default\",\"model\":\"%s\",\"endpoint\":\"standalone\",\"requests\":%d,"
                                            + "\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d,"
                                            + "\"cost\":\"%s\",\"currency\":\"USD\"}")
                                    .formatted(
                                            model.getKey(),
                                            model.getValue().size(),
                                            prompt,
                                            completion,
                                            prompt + completion,
                                            cost.stripTrailingZeros().toPlainString());
                        })
                .toList();
    }

    private static long tokens(List<JsonNode> bodies, String field) {
        return bodies.stream().mapToLong(body -> body.at("/usage/" + field).asLong()).sum();
    }
}
