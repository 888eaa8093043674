package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command, in processes of its own. */
class StandaloneIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REQUESTS = 600;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MINUTES = 5;

    /** So slow that it can be stopped in the middle. */
    private static final Map<String, String> SLOW = Map.of("SLUICE_DISPATCH_MAX_IN_FLIGHT", "16");

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
        assertThat(customIds(output)).hasSize(50);
        assertThat(Files.readAllLines(folder.resolve("totals/usage.jsonl")))
                .containsExactlyInAnyOrderElementsOf(addedUp(lines(output)));
        assertThat(folder.resolve(".sluice")).doesNotExist();
        assertThat(folder.resolve("sluice-results/example.errors.jsonl")).doesNotExist();
    }

    @Test
    void killedAgainAndAgainItFinishesEachRequestOnce() throws Exception {
        Path input = Requests.file(folder.resolve("in.jsonl"), REQUESTS);
        killWhen(input, run -> !notes().isEmpty());
        killWhen(input, run -> notes().contains("SUBMITTED"));
        killWhen(input, run -> answered() >= REQUESTS / 10);
        killWhen(input, run -> answered() >= REQUESTS / 2);

        try (Standalone last = start(input, Map.of(), "--usage", "usage.jsonl")) {
            assertThat(last.exitCode(MINUTES)).as(last.terminal()).isZero();
            assertThat(last.terminal()).doesNotContain("DUPLICATE");
        }
        assertThat(lines(folder.resolve("usage.jsonl")))
                .extracting(line -> line.get("requests").asInt())
                .containsExactly(REQUESTS);
        assertThat(customIds(folder.resolve("out.jsonl")))
                .hasSize(REQUESTS)
                .doesNotHaveDuplicates();
    }

    @Test
    void aSignalStopsItInGoodOrderAndBadLinesAreNoFailures() throws Exception {
        Path input = Requests.file(folder.resolve("in.jsonl"), REQUESTS);
        Files.writeString(input, Files.readString(input) + "not JSON\n");
        try (Standalone stopped = start(input, SLOW)) {
            awaitUntil(stopped, run -> answered() >= REQUESTS / 10);
            stopped.stop();
            stopped.exitCode(1);
            assertThat(stopped.terminal()).contains("line " + (REQUESTS + 1), "Stopping");
            assertThat(folder.resolve(".sluice/sluice.log")).content().contains("Stopped");
        }

        try (Standalone last = start(input, Map.of())) {
            assertThat(last.exitCode(MINUTES)).as(last.terminal()).isZero();
        }
        assertThat(customIds(folder.resolve("out.jsonl")))
                .hasSize(REQUESTS)
                .doesNotHaveDuplicates();
    }

    private interface Condition {
        boolean holds(Standalone run) throws IOException;
    }

    private void killWhen(Path input, Condition condition) {
        try (Standalone run = start(input, SLOW)) {
            awaitUntil(run, condition);
            run.kill();
        }
    }

    private static void awaitUntil(Standalone run, Condition condition) {
        Callable<Boolean> met = () -> condition.holds(run);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .failFast("it ended", () -> !run.isAlive())
                .until(met);
    }

    private Standalone start(Path input, Map<String, String> environment, String... options) {
        List<String> arguments = new ArrayList<>();
        arguments.add(String.valueOf(input.getFileName()));
        arguments.addAll(List.of("--output", "out.jsonl"));
        arguments.addAll(List.of(options));
        return Standalone.start(folder, environment, arguments.toArray(String[]::new));
    }

    private String notes() throws IOException {
        StringBuilder notes = new StringBuilder();
        Path batches = folder.resolve(".sluice/batches");
        if (Files.exists(batches)) {
            try (var files = Files.newDirectoryStream(batches, "*.properties")) {
                for (Path file : files) {
                    notes.append(Files.readString(file));
                }
            }
        }
        return notes.toString();
    }

    /** Lines of the output so far, which an earlier run may have left. */
    private long answered() throws IOException {
        Path part = folder.resolve("out.jsonl.part");
        return Files.exists(part) ? customIds(part).size() : 0;
    }

    private static List<String> customIds(Path output) throws IOException {
        return lines(output).stream().map(line -> line.get("custom_id").asText()).toList();
    }

    /** All whole lines. */
    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        String text = Files.readString(file);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
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
