package dev.sluice.standalone;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * A folder that the command runs in, again and again.
 *
 * @param path where it is
 */
record WorkFolder(Path path) {
    static final int REQUESTS = 600;

    /** So slow that it can be stopped in the middle. */
    static final Map<String, String> SLOW = Map.of("SLUICE_DISPATCH_MAX_IN_FLIGHT", "16");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    interface Condition {
        boolean holds(Standalone run) throws IOException;
    }

    void killWhen(Path input, Condition condition) {
        try (Standalone run = start(input, SLOW)) {
            awaitUntil(run, condition);
            run.kill();
        }
    }

    static void awaitUntil(Standalone run, Condition condition) {
        Callable<Boolean> met = () -> condition.holds(run);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .failFast("it ended", () -> !run.isAlive())
                .until(met);
    }

    Standalone start(Path input, Map<String, String> environment, String... options) {
        List<String> arguments = new ArrayList<>();
        arguments.add(String.valueOf(input.getFileName()));
        arguments.addAll(List.of("--output", "out.jsonl"));
        arguments.addAll(List.of(options));
        return Standalone.start(path, environment, arguments.toArray(String[]::new));
    }

    String notes() throws IOException {
        StringBuilder notes = new StringBuilder();
        Path batches = path.resolve(".sluice/batches");
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
    long answered() throws IOException {
        Path part = path.resolve("out.jsonl.part");
        return Files.exists(part) ? customIds(part).size() : 0;
    }

    static List<String> customIds(Path output) throws IOException {
        return lines(output).stream().map(line -> line.get("custom_id").asText()).toList();
    }

    /** All whole lines. */
    static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        String text = Files.readString(file);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }
}
