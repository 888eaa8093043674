package dev.sluice.standalone;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What answers of the one endpoint cost. */
final class PriceOptions {
    @Option(
            names = "--price-input",
            paramLabel = "N",
            description = "Price of a million tokens of prompts. Default: answers have no price.")
    private @Nullable BigDecimal input;

    @Option(
            names = "--price-output",
            paramLabel = "N",
            description = "Price of a million tokens of answers. Default: answers have no price.")
    private @Nullable BigDecimal output;

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            defaultValue = "USD",
            description = "What prices are in, as ISO 4217 has it. Default: USD.")
    private String currency = "USD";

    /** The section of the configuration that sets them, or nothing. */
    String section(String endpoint) {
        Map<String, BigDecimal> values = new LinkedHashMap<>();
        put(values, "input-per-million", input);
        put(values, "output-per-million", output);
        if (values.isEmpty()) {
            return "";
        }
        return values.entrySet().stream()
                .map(
                        value ->
                                "    %s: '%s'\n"
                                        .formatted(
                                                value.getKey(), value.getValue().toPlainString()))
                .collect(
                        Collectors.joining(
                                "",
                                "prices:\n  all:\n    endpoint: %s\n    currency: %s\n"
                                        .formatted(endpoint, ConfigFile.quoted(currency)),
                                ""));
    }

    private static void put(
            Map<String, BigDecimal> values, String key, @Nullable BigDecimal value) {
        if (value != null) {
            values.put(key, value);
        }
    }
}
