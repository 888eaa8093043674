package dev.sluice.processor.openai.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.processor.openai.JsonCursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A value inside a choice whose meaning is not known: arrays are appended to each other, of all else the last counts. */
final class OpenPieces implements Pieces {
    private final ArrayPieces array = new ArrayPieces();
    private @Nullable LastPiece other;

    @Override
    public void add(JsonCursor cursor) throws IOException {
        if (cursor.is(JsonToken.START_ARRAY)) {
            array.add(cursor.raw());
            other = null;
        } else {
            LastPiece last = other == null ? new LastPiece() : other;
            last.add(cursor);
            other = last;
        }
    }

    @Override
    public void write(JsonGenerator generator) throws IOException {
        if (other == null) {
            array.write(generator);
        } else {
            other.write(generator);
        }
    }
}
