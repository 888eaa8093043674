package dev.sluice.processor.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A parser over one JSON text that can hand out any value as the text it came in. A strict cursor reads what a user
 * wrote: it refuses a wrong type or a repeated field. A lenient one reads what an endpoint answered.
 */
final class JsonCursor implements AutoCloseable {
    private final byte[] source;
    private final int base;
    private final JsonParser parser;
    private final boolean strict;

    private JsonCursor(byte[] source, boolean strict) throws IOException {
        this.source = source;
        this.base = startsWithByteOrderMark(source) ? 3 : 0;
        this.strict = strict;
        this.parser = Json.FACTORY.createParser(source, base, source.length - base);
    }

    static JsonCursor strict(byte[] source) throws IOException {
        return new JsonCursor(source, true);
    }

    static JsonCursor lenient(byte[] source) throws IOException {
        return new JsonCursor(source, false);
    }

    /** Reads the value of one field; the cursor stands on the value. */
    interface FieldReader {
        void read(String name) throws IOException;
    }

    /** Reads one element; the cursor stands on it. */
    interface ElementReader {
        void read(int index) throws IOException;
    }

    boolean isStrict() {
        return strict;
    }

    /** Moves to the first token; false where there is none. */
    boolean begin() throws IOException {
        return parser.nextToken() != null;
    }

    /** Refuses anything but blanks after the value. */
    void end() throws IOException {
        if (parser.nextToken() != null) {
            throw new ChatJsonException("", "has text after its end");
        }
    }

    boolean is(JsonToken token) {
        return parser.currentToken() == token;
    }

    boolean isNull() {
        return is(JsonToken.VALUE_NULL);
    }

    /** Whether the value has this type; a strict cursor refuses every other. */
    boolean fits(JsonToken token) {
        if (is(token)) {
            return true;
        }
        if (strict) {
            throw problem("has to be " + typeName(token));
        }
        return false;
    }

    void require(JsonToken token) {
        if (!is(token)) {
            throw problem("has to be " + typeName(token));
        }
    }

    void eachField(FieldReader reader) throws IOException {
        require(JsonToken.START_OBJECT);
        Set<String> seen = strict ? new HashSet<>() : Set.of();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (strict && !seen.add(name)) {
                throw problem("is there twice");
            }
            parser.nextToken();
            reader.read(name);
        }
    }

    void eachElement(ElementReader reader) throws IOException {
        require(JsonToken.START_ARRAY);
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            reader.read(index);
        }
    }

    String string() throws IOException {
        require(JsonToken.VALUE_STRING);
        String text = parser.getText();
        if (strict && hasHalfPair(text)) {
            throw problem("holds half of a surrogate pair");
        }
        return text;
    }

    boolean bool() throws IOException {
        if (!is(JsonToken.VALUE_TRUE) && !is(JsonToken.VALUE_FALSE)) {
            throw problem("has to be true or false");
        }
        return parser.getBooleanValue();
    }

    boolean isNumber() {
        return is(JsonToken.VALUE_NUMBER_INT) || is(JsonToken.VALUE_NUMBER_FLOAT);
    }

    /** The digits as they came. */
    String number() throws IOException {
        if (!isNumber()) {
            throw problem("has to be a number");
        }
        return parser.getText();
    }

    /** The value as the text it came in; afterwards the cursor stands on its end. */
    String raw() throws IOException {
        return isNumber() ? parser.getText() : skippedSince(mark());
    }

    /** Where the current value starts, for {@link #skippedSince}. */
    int mark() {
        return base + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Skips what is left of the current value, and gives the text from the mark to its end. */
    String skippedSince(int mark) throws IOException {
        parser.skipChildren();
        parser.finishToken();
        int end = base + (int) parser.currentLocation().getByteOffset();
        return new String(source, mark, end - mark, StandardCharsets.UTF_8);
    }

    /** The whole text, without the blanks around it. */
    String wholeText() {
        return new String(source, base, source.length - base, StandardCharsets.UTF_8).strip();
    }

    ChatJsonException problem(String problem) {
        return new ChatJsonException(path(), problem);
    }

    /** For a field that an object lacks; the cursor stands on the object's end. */
    ChatJsonException missing(String field) {
        String path = path();
        return new ChatJsonException(path.isEmpty() ? field : path + "." + field, "is missing");
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        JsonStreamContext place = parser.getParsingContext();
        for (; !place.inRoot(); place = place.getParent()) {
            if (place.inArray() && place.hasCurrentIndex()) {
                path.insert(0, "[" + place.getCurrentIndex() + "]");
            } else if (place.hasCurrentName()) {
                path.insert(0, "." + place.getCurrentName());
            }
        }
        return path.isEmpty() ? "" : path.substring(1);
    }

    private static String typeName(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            default -> token.name().toLowerCase(Locale.ROOT);
        };
    }

    private static boolean hasHalfPair(String text) {
        return text.codePoints()
                .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static boolean startsWithByteOrderMark(byte[] source) {
        return source.length >= 3
                && source[0] == (byte) 0xEF
                && source[1] == (byte) 0xBB
                && source[2] == (byte) 0xBF;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
