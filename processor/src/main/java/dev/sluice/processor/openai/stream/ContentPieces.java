package dev.sluice.processor.openai.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.processor.openai.Json;
import dev.sluice.processor.openai.JsonCursor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The content of a message. It is text as a rule; several servers send arrays of parts, and some change from one to the
 * other midway (parts while the model thinks, text once it answers): then text becomes a part of its own.
 */
final class ContentPieces implements Pieces {
    private final ArrayPieces parts = new ArrayPieces();
    private TextPieces text = new TextPieces();
    private long charactersInParts;
    private boolean hasParts;

    @Override
    public void add(JsonCursor cursor) throws IOException {
        if (!cursor.is(JsonToken.START_ARRAY)) {
            text.add(cursor);
            return;
        }
        endText();
        String array = cursor.raw();
        charactersInParts += array.length();
        parts.add(array);
        hasParts = true;
    }

    @Override
    public void write(JsonGenerator generator) throws IOException {
        if (hasParts) {
            endText();
            parts.write(generator);
        } else {
            text.write(generator);
        }
    }

    @Override
    public long characters() {
        return charactersInParts + text.characters();
    }

    private void endText() throws IOException {
        if (text.characters() > 0) {
            TextPieces ended = text;
            byte[] part =
                    Json.bytes(
                            generator -> {
                                generator.writeStartArray();
                                generator.writeStartObject();
                                generator.writeStringField("type", "text");
                                generator.writeFieldName("text");
                                ended.write(generator);
                                generator.writeEndObject();
                                generator.writeEndArray();
                            });
            charactersInParts += ended.characters();
            parts.add(new String(part, StandardCharsets.UTF_8));
        }
        text = new TextPieces();
    }
}
