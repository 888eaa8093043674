package dev.sluice.processor.cli.billing;

import java.util.Collection;
import java.util.stream.Collectors;

/** A line of comma-separated values, as RFC 4180 has it. */
final class CsvLine {
    private CsvLine() {}

    /** The values, with the line end that the RFC asks for. */
    static String of(Collection<String> values) {
        return values.stream().map(CsvLine::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String value) {
        boolean plain =
                value.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
