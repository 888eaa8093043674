package dev.sluice.processor.openai;

import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.v1.ChatMessage;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message of a request or of an answer. What the record does not type goes to its {@code extra}; so does, with
 * a strict cursor, every explicit null, since an endpoint may tell it from an absent field.
 */
final class MessageReader {
    private final JsonCursor cursor;
    private final ChatMessage message = new ChatMessage();
    private final JsonExtras extra = new JsonExtras();
    private @Nullable String role;

    private MessageReader(JsonCursor cursor) {
        this.cursor = cursor;
        message.setToolCalls(List.of());
    }

    static ChatMessage read(JsonCursor cursor) throws IOException {
        MessageReader reader = new MessageReader(cursor);
        cursor.eachField(reader::field);
        return reader.finish();
    }

    private ChatMessage finish() {
        if (role == null && cursor.isStrict()) {
            throw cursor.missing("role");
        }
        message.setRole(role == null ? "assistant" : role);
        message.setExtra(extra.toJson());
        return message;
    }

    private void field(String name) throws IOException {
        if (cursor.isNull()) {
            nothing(name);
            return;
        }
        switch (name) {
            case "role" -> role = cursor.string();
            case "content" -> message.setContent(ContentReader.read(cursor));
            case "name" -> set(name, VALUE_STRING, message::setName);
            case "refusal" -> set(name, VALUE_STRING, message::setRefusal);
            case "reasoning" -> set(name, VALUE_STRING, message::setReasoning);
            case "reasoning_content" -> set(name, VALUE_STRING, message::setReasoningContent);
            case "tool_call_id" -> set(name, VALUE_STRING, message::setToolCallId);
            case "audio" -> set(name, START_OBJECT, message::setAudio);
            case "annotations" -> set(name, START_ARRAY, message::setAnnotations);
            case "function_call" ->
                    extra.setOrKeep(
                            cursor, name, StringObject::functionCall, message::setFunctionCall);
            case "tool_calls" -> {
                message.setToolCalls(ToolCallReader.readAll(cursor));
                if (message.getToolCalls().isEmpty() && cursor.isStrict()) {
                    extra.put(name, "[]");
                }
            }
            default -> extra.put(name, cursor.raw());
        }
    }

    private void set(String name, JsonToken type, Consumer<String> field) throws IOException {
        extra.setOrKeep(cursor, name, JsonExtras.typed(type), field);
    }

    private void nothing(String name) {
        if (name.equals("role") && cursor.isStrict()) {
            throw cursor.problem("has to be a string");
        }
        boolean typed = BodyFields.MESSAGE.contains(name);
        if (!typed || (cursor.isStrict() && !name.equals("content"))) {
            extra.put(name, "null");
        }
    }
}
