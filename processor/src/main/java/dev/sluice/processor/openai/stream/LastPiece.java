package dev.sluice.processor.openai.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.processor.openai.JsonCursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A value that comes whole, and maybe more than once: the last one counts that says something. */
final class LastPiece implements Pieces {
    private final boolean isGenerated;
    private @Nullable String json;

    /** A value that the endpoint adds. */
    LastPiece() {
        this(false);
    }

    private LastPiece(boolean isGenerated) {
        this.isGenerated = isGenerated;
    }

    /** A value that the model generates. */
    static LastPiece generated() {
        return new LastPiece(true);
    }

    @Override
    public void add(JsonCursor cursor) throws IOException {
        String piece = cursor.raw();
        if (json == null || !isBlank(piece)) {
            json = piece;
        }
    }

    @Override
    public void write(JsonGenerator generator) throws IOException {
        generator.writeRawValue(json == null ? "null" : json);
    }

    @Override
    public long characters() {
        return isGenerated && json != null && !isBlank(json) ? json.length() : 0;
    }

    /** The value as JSON text; null before the first. */
    @Nullable String json() {
        return json;
    }

    /** Several servers send what they do not know as something empty. */
    static boolean isBlank(String json) {
        return json.equals("\"\"") || json.equals("{}") || json.equals("[]");
    }
}
