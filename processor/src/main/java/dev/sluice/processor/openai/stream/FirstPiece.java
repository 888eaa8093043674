package dev.sluice.processor.openai.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.processor.openai.JsonCursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A value that every chunk repeats: the first one counts that says something. Azure's first chunk has empty ones. */
final class FirstPiece implements Pieces {
    private @Nullable String json;
    private boolean isFinal;

    @Override
    public void add(JsonCursor cursor) throws IOException {
        if (isFinal) {
            cursor.skip();
            return;
        }
        String piece = cursor.raw();
        isFinal = !LastPiece.isBlank(piece) && !piece.equals("0");
        if (json == null || isFinal) {
            json = piece;
        }
    }

    @Override
    public void write(JsonGenerator generator) throws IOException {
        generator.writeRawValue(json == null ? "null" : json);
    }
}
