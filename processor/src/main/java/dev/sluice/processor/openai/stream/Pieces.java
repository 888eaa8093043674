package dev.sluice.processor.openai.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.processor.openai.JsonCursor;
import java.io.IOException;

/** What the pieces of one JSON value add up to. */
interface Pieces {
    /** Takes a piece, the value that the cursor stands on, and leaves the cursor on its end. Never a null. */
    void add(JsonCursor cursor) throws IOException;

    /** Writes the whole value. */
    void write(JsonGenerator generator) throws IOException;

    /** How much of the answer is in it, in characters; 0 for what a model does not generate. */
    default long characters() {
        return 0;
    }
}
