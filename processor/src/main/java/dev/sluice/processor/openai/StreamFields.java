package dev.sluice.processor.openai;

import static dev.sluice.processor.openai.JsonText.Kind.OBJECT;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.v1.ChatRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes {@code stream} and {@code stream_options}: whoever sends a body decides of them, and no field of it twice. */
final class StreamFields {
    private static final String STREAM = "stream";
    private static final String OPTIONS = "stream_options";
    private static final String INCLUDE_USAGE = "include_usage";

    private StreamFields() {}

    static void write(
            JsonGenerator generator, JsonFields fields, ChatRequest request, StreamMode mode)
            throws IOException {
        String options = request.getStreamOptions();
        switch (mode) {
            case OFF -> {}
            case AS_ASKED -> {
                fields.bool(STREAM, request.getStream());
                fields.json("", OPTIONS, options, Set.of(OBJECT));
            }
            case ON -> {
                fields.bool(STREAM, Boolean.TRUE);
                fields.json("", OPTIONS, options, Set.of(OBJECT));
            }
            case ON_WITH_USAGE -> {
                fields.bool(STREAM, Boolean.TRUE);
                generator.writeObjectFieldStart(OPTIONS);
                fields.extra(
                        OPTIONS,
                        options == null ? untyped(request.getExtraBody()) : options,
                        name -> false,
                        name -> !name.equals(INCLUDE_USAGE));
                generator.writeBooleanField(INCLUDE_USAGE, true);
                generator.writeEndObject();
            }
        }
    }

    /** Whether the field of {@code extra_body} is not copied, since this mode has its own. */
    static boolean isReplaced(String name, StreamMode mode) {
        return switch (mode) {
            case AS_ASKED -> false;
            case ON -> name.equals(STREAM);
            case OFF, ON_WITH_USAGE -> name.equals(STREAM) || name.equals(OPTIONS);
        };
    }

    /** The options where the typed field does not have them; null where there are none, or no object. */
    private static @Nullable String untyped(@Nullable String extraBody) throws IOException {
        return Optional.ofNullable(JsonFields.value("extra_body", extraBody, OPTIONS))
                .filter(json -> JsonText.kindOf(json).filter(OBJECT::equals).isPresent())
                .orElse(null);
    }
}
