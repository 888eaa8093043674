package dev.sluice.standalone;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The limits of the one endpoint. */
final class LimitOptions {
    @Option(
            names = "--rpm",
            paramLabel = "N",
            description = "Send at most N requests in any minute. Default: as many as there are.")
    private @Nullable Long requestsPerMinute;

    @Option(
            names = "--tpm",
            paramLabel = "N",
            description =
                    "Use at most about N tokens, of prompts and answers, in any minute. Default: as many as it takes.")
    private @Nullable Long tokensPerMinute;

    @Option(
            names = "--max-concurrent",
            paramLabel = "N",
            description = "Have at most N requests out at the same time. Default: 256.")
    private @Nullable Long concurrent;

    /** The section of the configuration that sets them, or nothing. */
    String section(String endpoint) {
        Map<String, Long> values = new LinkedHashMap<>();
        put(values, "requests-per-minute", requestsPerMinute);
        put(values, "tokens-per-minute", tokensPerMinute);
        put(values, "concurrent", concurrent);
        if (values.isEmpty()) {
            return "";
        }
        return values.entrySet().stream()
                .map(value -> "    %s: %d\n".formatted(value.getKey(), value.getValue()))
                .collect(
                        Collectors.joining(
                                "", "limits:\n  all:\n    endpoint: %s\n".formatted(endpoint), ""));
    }

    private static void put(Map<String, Long> values, String key, @Nullable Long value) {
        if (value != null) {
            values.put(key, value);
        }
    }
}
