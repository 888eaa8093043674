package dev.sluice.localstack.endpoint.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the {@code messages} array: content as a string, null, or an array of parts. */
final class MessagesParser {

    private final StringBuilder text = new StringBuilder();
    private String role = "";
    private String name = "";
    private int images;

    private MessagesParser() {}

    static List<ChatCall.Message> parse(JsonParser json) throws IOException, InvalidCallException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw JsonValues.wrongType("messages", "an array");
        }
        List<ChatCall.Message> messages = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            messages.add(new MessagesParser().read(json));
        }
        return List.copyOf(messages);
    }

    private ChatCall.Message read(JsonParser json) throws IOException, InvalidCallException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw JsonValues.wrongType("messages[]", "an object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "role" -> role = JsonValues.text(json, field);
                case "name" -> name = JsonValues.text(json, field);
                case "content" -> readContent(json);
                default -> json.skipChildren();
            }
        }
        if (role.isEmpty()) {
            throw new InvalidCallException("Missing required parameter: 'messages[].role'.");
        }
        return new ChatCall.Message(role, name, text.toString(), images);
    }

    private void readContent(JsonParser json) throws IOException, InvalidCallException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            text.append(JsonValues.text(json, "messages[].content"));
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw JsonValues.wrongType("messages[].content[]", "an object");
            }
            readPart(json);
        }
    }

    private void readPart(JsonParser json) throws IOException, InvalidCallException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "text", "refusal" -> text.append(JsonValues.text(json, field));
                case "image_url" -> {
                    images++;
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }
    }
}
