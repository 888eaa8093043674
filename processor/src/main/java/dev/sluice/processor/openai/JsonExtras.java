package dev.sluice.processor.openai;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects the fields that a record does not type or cannot hold, each with its value as the text it came in. */
public final class JsonExtras {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Reads a value into the type that a record has for it; empty where it does not fit. */
    public interface ValueReader<T> {
        /** Reads the value that the cursor stands on, and leaves the cursor on its end. */
        Optional<T> read(JsonCursor cursor) throws IOException;
    }

    /** Keeps a field with its value as JSON text. */
    public void put(String name, String json) {
        values.put(name, json);
    }

    /** Sets the field of a record, or keeps the value here where it does not fit. */
    public <T> void setOrKeep(
            JsonCursor cursor, String name, ValueReader<T> reader, Consumer<T> field)
            throws IOException {
        if (cursor.isNumber()) {
            String digits = cursor.number();
            reader.read(cursor).ifPresentOrElse(field, () -> put(name, digits));
            return;
        }
        int mark = cursor.mark();
        Optional<T> value = reader.read(cursor);
        if (value.isPresent()) {
            field.accept(value.get());
        } else {
            put(name, cursor.skippedSince(mark));
        }
    }

    /** The text of a string, or the JSON of another type, where the value has that type. */
    public static ValueReader<String> typed(JsonToken type) {
        return cursor -> {
            if (!cursor.fits(type)) {
                return Optional.empty();
            }
            return Optional.of(type == JsonToken.VALUE_STRING ? cursor.string() : cursor.raw());
        };
    }

    /** The fields as JSON text of an object; null where there are none. */
    public @Nullable String toJson() {
        if (values.isEmpty()) {
            return null;
        }
        StringBuilder json = new StringBuilder();
        values.forEach(
                (name, value) -> {
                    json.append(json.length() == 0 ? '{' : ',').append('"');
                    JsonStringEncoder.getInstance().quoteAsString(name, json);
                    json.append("\":").append(value);
                });
        return json.append('}').toString();
    }
}
