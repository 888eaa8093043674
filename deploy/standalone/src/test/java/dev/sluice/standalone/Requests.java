package dev.sluice.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Files of requests. */
final class Requests {
    private Requests() {}

    static String line(String customId, String model) {
        return """
                {"custom_id": "%s", "method": "POST", "url": "/v1/chat/completions", "body": \
                {"model": "%s", "max_tokens": 4, "messages": [{"role": "user", "content": "Say %s"}]}}"""
                .formatted(customId, model, customId);
    }

    /** So many requests, whose custom ids are r0, r1 and so on. */
    static Path file(Path file, int count) throws IOException {
        return Files.writeString(
                file,
                IntStream.range(0, count)
                        .mapToObj(i -> line("r" + i, "small-chat") + "\n")
                        .collect(Collectors.joining()));
    }
}
