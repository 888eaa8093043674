package dev.sluice.processor.openai.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.processor.openai.JsonCursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Text that comes in pieces. A value of another type counts only where no text came. */
final class TextPieces implements Pieces {
    private final StringBuilder text = new StringBuilder();
    private @Nullable String other;
    private boolean hasText;

    @Override
    public void add(JsonCursor cursor) throws IOException {
        if (cursor.is(JsonToken.VALUE_STRING)) {
            text.append(cursor.string());
            hasText = true;
        } else {
            other = cursor.raw();
        }
    }

    @Override
    public void write(JsonGenerator generator) throws IOException {
        if (hasText || other == null) {
            // Halves of surrogate pairs, which an answer may end in, are written escaped.
            generator.writeString(text.toString());
        } else {
            generator.writeRawValue(other);
        }
    }

    @Override
    public long characters() {
        return text.length();
    }
}
