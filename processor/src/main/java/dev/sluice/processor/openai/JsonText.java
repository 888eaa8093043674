package dev.sluice.processor.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** What can be said of JSON text without reading it into anything. */
public final class JsonText {
    /** The type of a JSON value. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL
    }

    private JsonText() {}

    /** The type of the one value that the text holds; empty where it is not exactly one JSON value. */
    public static Optional<Kind> kindOf(String text) {
        try (JsonParser parser = Json.FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            Kind kind =
                    switch (parser.currentToken()) {
                        case START_OBJECT -> Kind.OBJECT;
                        case START_ARRAY -> Kind.ARRAY;
                        case VALUE_STRING -> Kind.STRING;
                        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
                        case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
                        default -> Kind.NULL;
                    };
            parser.skipChildren();
            return parser.nextToken() == null ? Optional.of(kind) : Optional.empty();
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    /** The same JSON without blanks between its tokens, and so on one line; every token stays as it is. */
    public static String compact(String json) {
        StringBuilder compact = new StringBuilder(json.length());
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inString && c == '\\' && i + 1 < json.length()) {
                compact.append(c).append(json.charAt(++i));
                continue;
            }
            if (c == '"') {
                inString = !inString;
            }
            if (inString || c > ' ') {
                compact.append(c);
            }
        }
        return compact.toString();
    }
}
