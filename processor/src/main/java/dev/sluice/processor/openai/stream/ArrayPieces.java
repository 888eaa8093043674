package dev.sluice.processor.openai.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Arrays that are appended to each other; the elements stay as the text they came in. */
final class ArrayPieces {
    private final StringBuilder elements = new StringBuilder();
    private boolean isEmpty = true;

    /**
     * @param array JSON text of an array
     */
    void add(String array) {
        String inner = array.substring(1, array.length() - 1);
        if (isEmpty) {
            elements.setLength(0);
            elements.append(inner);
            isEmpty = inner.isBlank();
        } else if (!inner.isBlank()) {
            elements.append(',').append(inner);
        }
    }

    void write(JsonGenerator generator) throws IOException {
        generator.writeRawValue("[" + elements + "]");
    }
}
