package dev.sluice.processor.openai.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.processor.openai.JsonCursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Text that comes in pieces. A value of another type counts only where no text came. */
final class TextPieces implements Pieces {
    private static final int LAST_ASCII = 127;

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
            writeText(generator, text.toString());
        } else {
            generator.writeRawValue(other);
        }
    }

    @Override
    public long characters() {
        return text.length();
    }

    /** Half of a surrogate pair, which an answer may end in, can only be written escaped. */
    private static void writeText(JsonGenerator generator, String text) throws IOException {
        boolean hasHalfPair = text.codePoints().anyMatch(TextPieces::isHalfPair);
        if (hasHalfPair) {
            generator.setHighestNonEscapedChar(LAST_ASCII);
        }
        generator.writeString(text);
        if (hasHalfPair) {
            generator.setHighestNonEscapedChar(0);
        }
    }

    private static boolean isHalfPair(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
