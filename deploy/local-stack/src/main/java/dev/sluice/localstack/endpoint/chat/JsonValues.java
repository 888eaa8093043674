package dev.sluice.localstack.endpoint.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Single JSON values of an expected type. Null counts as not given. */
final class JsonValues {

    private JsonValues() {}

    static String text(JsonParser json, String field) throws IOException, InvalidCallException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_NULL -> "";
            default -> throw wrongType(field, "a string");
        };
    }

    static boolean flag(JsonParser json, String field) throws InvalidCallException {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw wrongType(field, "a boolean");
        };
    }

    static int positive(JsonParser json, String field, int ifNull)
            throws IOException, InvalidCallException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return ifNull;
        }
        if (token != JsonToken.VALUE_NUMBER_INT || json.getIntValue() < 1) {
            throw wrongType(field, "an integer of at least 1");
        }
        return json.getIntValue();
    }

    static InvalidCallException wrongType(String field, String expected) {
        return new InvalidCallException(
                "Invalid type for '" + field + "': expected " + expected + ".");
    }
}
