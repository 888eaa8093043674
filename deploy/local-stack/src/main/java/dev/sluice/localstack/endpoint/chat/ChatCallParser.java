package dev.sluice.localstack.endpoint.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** Reads a request body in one pass, without a tree: the endpoint shares its machine with what is measured. */
public final class ChatCallParser {

    private static final JsonFactory JSON = new JsonFactory();

    private List<ChatCall.Message> messages = List.of();
    private String model = "";
    private boolean stream;
    private boolean includeUsage;
    private int maxTokens = Integer.MAX_VALUE;
    private int choices = 1;

    private ChatCallParser() {}

    /**
     * Reads a body.
     *
     * @throws InvalidCallException if it is not JSON, lacks the model or a message, or a value has the wrong type or range
     */
    public static ChatCall parse(byte[] body) throws InvalidCallException {
        try (JsonParser json = JSON.createParser(body)) {
            return new ChatCallParser().read(json);
        } catch (IOException e) {
            throw new InvalidCallException("We could not parse the JSON body of your request.");
        }
    }

    private ChatCall read(JsonParser json) throws IOException, InvalidCallException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new InvalidCallException("The body of your request must be a JSON object.");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            readField(json, field);
        }
        if (json.nextToken() != null) {
            throw new InvalidCallException("We could not parse the JSON body of your request.");
        }
        if (model.isEmpty()) {
            throw new InvalidCallException("You must provide a model parameter.");
        }
        if (messages.isEmpty()) {
            throw new InvalidCallException("'messages' must have at least one item.");
        }
        OptionalInt bound =
                maxTokens == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(maxTokens);
        return new ChatCall(model, messages, stream, includeUsage, bound, choices);
    }

    private void readField(JsonParser json, String field) throws IOException, InvalidCallException {
        switch (field) {
            case "model" -> model = JsonValues.text(json, field);
            case "messages" -> messages = MessagesParser.parse(json);
            case "stream" -> stream = JsonValues.flag(json, field);
            case "stream_options" -> readStreamOptions(json);
            case "max_tokens", "max_completion_tokens" ->
                    maxTokens =
                            Math.min(
                                    maxTokens, JsonValues.positive(json, field, Integer.MAX_VALUE));
            case "n" -> choices = JsonValues.positive(json, field, 1);
            default -> json.skipChildren();
        }
    }

    private void readStreamOptions(JsonParser json) throws IOException, InvalidCallException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            if (field.equals("include_usage")) {
                includeUsage = JsonValues.flag(json, field);
            } else {
                json.skipChildren();
            }
        }
    }
}
