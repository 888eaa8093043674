package dev.sluice.processor.openai;

import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.v1.FunctionCall;
import dev.sluice.v1.ImageUrl;
import dev.sluice.v1.InputAudio;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the small objects of strings whose records have no room for more. Empty where the value is no object, has
 * other fields or types, or lacks a field: it is then kept whole as text, since several servers go beyond the API here
 * (an image as a bare string, arguments as an object).
 */
final class StringObject {
    private StringObject() {}

    static Optional<FunctionCall> functionCall(JsonCursor cursor) throws IOException {
        return read(cursor, Set.of("name", "arguments"), Set.of())
                .map(values -> new FunctionCall(values.get("name"), values.get("arguments")));
    }

    static Optional<ImageUrl> imageUrl(JsonCursor cursor) throws IOException {
        return read(cursor, Set.of("url"), Set.of("detail"))
                .map(values -> new ImageUrl(values.get("url"), values.get("detail")));
    }

    static Optional<InputAudio> inputAudio(JsonCursor cursor) throws IOException {
        return read(cursor, Set.of("data", "format"), Set.of())
                .map(values -> new InputAudio(values.get("data"), values.get("format")));
    }

    private static Optional<Map<String, String>> read(
            JsonCursor cursor, Set<String> required, Set<String> optional) throws IOException {
        if (!cursor.is(JsonToken.START_OBJECT)) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        boolean[] fits = {true};
        cursor.eachField(
                name -> {
                    boolean known = required.contains(name) || optional.contains(name);
                    if (known && cursor.is(JsonToken.VALUE_STRING)) {
                        values.put(name, cursor.string());
                    } else {
                        fits[0] = false;
                        cursor.raw();
                    }
                });
        return fits[0] && values.keySet().containsAll(required)
                ? Optional.of(values)
                : Optional.empty();
    }
}
