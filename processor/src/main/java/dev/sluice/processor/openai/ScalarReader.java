package dev.sluice.processor.openai;

import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads numbers, maps of numbers and texts of a request; empty where a typed field cannot hold the value exactly. */
final class ScalarReader {
    static final JsonExtras.ValueReader<Integer> INT =
            cursor -> Optional.ofNullable(ExactNumbers.intOf(cursor.number()));
    static final JsonExtras.ValueReader<Long> LONG =
            cursor -> Optional.ofNullable(ExactNumbers.longOf(cursor.number()));
    static final JsonExtras.ValueReader<Double> DOUBLE =
            cursor -> Optional.ofNullable(ExactNumbers.doubleOf(cursor.number()));
    static final JsonExtras.ValueReader<Map<String, Double>> DOUBLES = ScalarReader::doubles;

    private ScalarReader() {}

    private static Optional<Map<String, Double>> doubles(JsonCursor cursor) throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        boolean[] exact = {true};
        cursor.eachField(
                name -> {
                    Double value = ExactNumbers.doubleOf(cursor.number());
                    if (value == null) {
                        exact[0] = false;
                    } else {
                        values.put(name, value);
                    }
                });
        return exact[0] ? Optional.of(values) : Optional.empty();
    }

    /** A string, or a list of strings. */
    static Object textOrTexts(JsonCursor cursor) throws IOException {
        if (cursor.is(VALUE_STRING)) {
            return cursor.string();
        }
        if (!cursor.is(START_ARRAY)) {
            throw cursor.problem("has to be a string or an array of strings");
        }
        List<String> texts = new ArrayList<>();
        cursor.eachElement(index -> texts.add(cursor.string()));
        return texts;
    }
}
