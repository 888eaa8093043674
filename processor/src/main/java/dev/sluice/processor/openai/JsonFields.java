package dev.sluice.processor.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes fields that are set, each with its JSON type. */
final class JsonFields {
    /** Whole numbers up to here are exact in a double. */
    private static final double EXACT_WHOLE = 9_007_199_254_740_992.0;

    private final JsonGenerator generator;

    JsonFields(JsonGenerator generator) {
        this.generator = generator;
    }

    void text(String name, @Nullable String value) throws IOException {
        if (value != null) {
            generator.writeStringField(name, value);
        }
    }

    void bool(String name, @Nullable Boolean value) throws IOException {
        if (value != null) {
            generator.writeBooleanField(name, value);
        }
    }

    void whole(String name, @Nullable Number value) throws IOException {
        if (value != null) {
            generator.writeNumberField(name, value.longValue());
        }
    }

    /** A whole number is written without a fraction; any other in its shortest form that reads back the same. */
    void number(String name, @Nullable Double value) throws IOException {
        if (value == null) {
            return;
        }
        if (!Double.isFinite(value)) {
            throw new ChatJsonException(name, "has to be a finite number");
        }
        boolean negativeZero = value == 0 && 1 / value < 0;
        if (value == Math.rint(value) && Math.abs(value) < EXACT_WHOLE && !negativeZero) {
            generator.writeNumberField(name, value.longValue());
        } else {
            generator.writeNumberField(name, value);
        }
    }

    /** Copies JSON text, which has to be one value of these types. */
    void json(String path, String name, @Nullable String json, Set<JsonText.Kind> kinds)
            throws IOException {
        if (json == null) {
            return;
        }
        Optional<JsonText.Kind> kind = JsonText.kindOf(json);
        if (kind.isEmpty() || !kinds.contains(kind.get())) {
            throw new ChatJsonException(path + name, "has to be JSON text of type " + kinds);
        }
        generator.writeFieldName(name);
        generator.writeRawValue(json);
    }

    /**
     * Copies the fields of the JSON object, each value as it stands.
     *
     * @param path the field that holds the object, for errors
     * @param taken names that are written already and must not come again
     * @param wanted which fields to copy
     */
    void extra(
            String path, @Nullable String object, Predicate<String> taken, Predicate<String> wanted)
            throws IOException {
        if (object != null) {
            eachField(
                    path,
                    object,
                    (name, value) -> {
                        if (taken.test(name)) {
                            throw new ChatJsonException(path, "repeats the field " + name);
                        }
                        if (wanted.test(name)) {
                            generator.writeFieldName(name);
                            generator.writeRawValue(value);
                        }
                    });
        }
    }

    /** The names of the fields of the JSON object. */
    static Set<String> names(String path, @Nullable String object) throws IOException {
        if (object == null) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        eachField(path, object, (name, value) -> names.add(name));
        return names;
    }

    /** The value of a field of the JSON object, as the text it came in; null where it has none. */
    static @Nullable String value(String path, @Nullable String object, String field)
            throws IOException {
        AtomicReference<@Nullable String> found = new AtomicReference<>();
        if (object != null) {
            eachField(
                    path,
                    object,
                    (name, value) -> {
                        if (name.equals(field)) {
                            found.set(value);
                        }
                    });
        }
        return found.get();
    }

    private interface RawField {
        void accept(String name, String value) throws IOException;
    }

    private static void eachField(String path, String object, RawField field) throws IOException {
        try (JsonCursor cursor = JsonCursor.strict(object.getBytes(StandardCharsets.UTF_8))) {
            if (!cursor.begin() || !cursor.is(JsonToken.START_OBJECT)) {
                throw new ChatJsonException(path, "has to be JSON text of an object");
            }
            cursor.eachField(name -> field.accept(name, cursor.raw()));
            cursor.end();
        } catch (JsonProcessingException e) {
            throw new ChatJsonException(path, Json.problem(e));
        } catch (ChatJsonException e) {
            throw e.path().startsWith(path) ? e : new ChatJsonException(path, e.problem());
        }
    }
}
