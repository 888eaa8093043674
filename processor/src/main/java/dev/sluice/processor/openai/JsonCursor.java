package dev.sluice.processor.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A parser over one JSON text that can hand out any value as the text it came in. A strict cursor reads what a user
 * wrote: it refuses a wrong type or a repeated field. A lenient one reads what an endpoint answered.
 */
public final class JsonCursor implements AutoCloseable {
    private final byte[] source;
    private final int base;
    private final int end;
    private final JsonParser parser;
    private final boolean strict;

    private JsonCursor(byte[] source, int base, int end, boolean strict) throws IOException {
        this.source = source;
        this.base = base;
        this.end = end;
        this.strict = strict;
        this.parser = Json.FACTORY.createParser(source, base, end - base);
    }

    /** Over what a user wrote. */
    static JsonCursor strict(byte[] source) throws IOException {
        return new JsonCursor(source, afterByteOrderMark(source), source.length, true);
    }

    /** Over what an endpoint answered. */
    static JsonCursor lenient(byte[] source) throws IOException {
        return lenient(source, afterByteOrderMark(source), source.length);
    }

    /** Over a part of what an endpoint answered; the bytes have to stay as they are while the cursor is used. */
    public static JsonCursor lenient(byte[] source, int from, int to) throws IOException {
        return new JsonCursor(source, from, to, false);
    }

    /** Reads the value of one field; the cursor stands on the value. */
    public interface FieldReader {
        /** Has to leave the cursor on the end of the value. */
        void read(String name) throws IOException;
    }

    /** Reads one element; the cursor stands on it. */
    public interface ElementReader {
        /** Has to leave the cursor on the end of the element. */
        void read(int index) throws IOException;
    }

    /** An object or array that was passed over, and can be read as often as needed. */
    public final class Passed {
        private final int from;
        private final int to;

        private Passed(int from, int to) {
            this.from = from;
            this.to = to;
        }

        /** Stands on the value. */
        public JsonCursor cursor() throws IOException {
            JsonCursor cursor = new JsonCursor(source, from, to, strict);
            cursor.begin();
            return cursor;
        }
    }

    boolean isStrict() {
        return strict;
    }

    /** Moves to the first token; false where there is none. */
    public boolean begin() throws IOException {
        return parser.nextToken() != null;
    }

    /** Refuses anything but blanks after the value. */
    public void end() throws IOException {
        if (parser.nextToken() != null) {
            throw new ChatJsonException("", "has text after its end");
        }
    }

    /** Whether the cursor stands on such a token. */
    public boolean is(JsonToken token) {
        return parser.currentToken() == token;
    }

    /** Whether the cursor stands on a null. */
    public boolean isNull() {
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

    /** Gives out the fields of an object one by one. */
    public void eachField(FieldReader reader) throws IOException {
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

    /** Gives out the elements of an array one by one. */
    public void eachElement(ElementReader reader) throws IOException {
        require(JsonToken.START_ARRAY);
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            reader.read(index);
        }
    }

    /** The text of a string. */
    public String string() throws IOException {
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

    /** Whether the cursor stands on a number. */
    public boolean isNumber() {
        return is(JsonToken.VALUE_NUMBER_INT) || is(JsonToken.VALUE_NUMBER_FLOAT);
    }

    /** The digits as they came. */
    public String number() throws IOException {
        if (!isNumber()) {
            throw problem("has to be a number");
        }
        return parser.getText();
    }

    /** The current value as an int, where it is exactly one. */
    public Optional<Integer> wholeNumber() throws IOException {
        if (isNumber()) {
            return Optional.ofNullable(ExactNumbers.intOf(number()));
        }
        skip();
        return Optional.empty();
    }

    /** {@link #wholeNumber()} of a field of the current object. The cursor is of no use afterwards. */
    public Optional<Integer> wholeNumberIn(String field) throws IOException {
        require(JsonToken.START_OBJECT);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals(field)) {
                return wholeNumber();
            }
            skip();
        }
        return Optional.empty();
    }

    /** The value as the text it came in; afterwards the cursor stands on its end. */
    public String raw() throws IOException {
        return isNumber() ? parser.getText() : skippedSince(mark());
    }

    /** Skips the current value without a copy. */
    public void skip() throws IOException {
        parser.skipChildren();
    }

    /** Skips the current value, an object or array, so that it can be read later. */
    public Passed pass() throws IOException {
        int from = mark();
        parser.skipChildren();
        return new Passed(from, base + (int) parser.currentLocation().getByteOffset());
    }

    /** Where the current value starts, for {@link #skippedSince}. */
    int mark() {
        return base + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Skips what is left of the current value, and gives the text from the mark to its end. */
    String skippedSince(int mark) throws IOException {
        parser.skipChildren();
        parser.finishToken();
        int stop = base + (int) parser.currentLocation().getByteOffset();
        return new String(source, mark, stop - mark, StandardCharsets.UTF_8);
    }

    /** The whole text, without the blanks around it. */
    public String wholeText() {
        return new String(source, base, end - base, StandardCharsets.UTF_8).strip();
    }

    /** A problem of the current value. */
    public ChatJsonException problem(String problem) {
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

    private static int afterByteOrderMark(byte[] source) {
        boolean marked =
                source.length >= 3
                        && source[0] == (byte) 0xEF
                        && source[1] == (byte) 0xBB
                        && source[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
