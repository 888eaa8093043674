package dev.sluice.processor.cli.billing;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.stream.Collectors;

/** A line of JSON. Amounts of money are strings: as numbers, many readers would round them. */
final class JsonLine {
    private JsonLine() {}

    /** An object, without a line end. */
    static String of(List<Field> fields) {
        return fields.stream()
                .map(field -> quoted(field.name()) + ":" + value(field))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(Field field) {
        return field.text().map(text -> field.number() ? text : quoted(text)).orElse("null");
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
