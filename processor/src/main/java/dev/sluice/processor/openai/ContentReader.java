package dev.sluice.processor.openai;

import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import dev.sluice.v1.ContentPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the content of a message: a string, or a list of {@link ContentPart}. */
final class ContentReader {
    private ContentReader() {}

    static Object read(JsonCursor cursor) throws IOException {
        if (cursor.is(VALUE_STRING)) {
            return cursor.string();
        }
        if (!cursor.is(START_ARRAY)) {
            throw cursor.problem("has to be a string or an array");
        }
        List<ContentPart> parts = new ArrayList<>();
        cursor.eachElement(index -> parts.add(new Part(cursor).read()));
        return parts;
    }

    private static final class Part {
        private final JsonCursor cursor;
        private final ContentPart part = new ContentPart();
        private final JsonExtras extra = new JsonExtras();
        private @Nullable String type;

        Part(JsonCursor cursor) {
            this.cursor = cursor;
        }

        ContentPart read() throws IOException {
            cursor.eachField(this::field);
            if (type == null) {
                throw cursor.missing("type");
            }
            part.setType(type);
            part.setExtra(extra.toJson());
            return part;
        }

        private void field(String name) throws IOException {
            if (cursor.isNull()) {
                if (cursor.isStrict() || !BodyFields.PART.contains(name)) {
                    extra.put(name, "null");
                }
                return;
            }
            switch (name) {
                case "type" -> type = cursor.string();
                case "text" ->
                        extra.setOrKeep(
                                cursor, name, JsonExtras.typed(VALUE_STRING), part::setText);
                case "refusal" ->
                        extra.setOrKeep(
                                cursor, name, JsonExtras.typed(VALUE_STRING), part::setRefusal);
                case "image_url" ->
                        extra.setOrKeep(cursor, name, StringObject::imageUrl, part::setImageUrl);
                case "input_audio" ->
                        extra.setOrKeep(
                                cursor, name, StringObject::inputAudio, part::setInputAudio);
                default -> extra.put(name, cursor.raw());
            }
        }
    }
}
