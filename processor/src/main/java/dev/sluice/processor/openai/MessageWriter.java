package dev.sluice.processor.openai;

import static dev.sluice.processor.openai.JsonText.Kind.ARRAY;
import static dev.sluice.processor.openai.JsonText.Kind.OBJECT;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.FunctionCall;
import dev.sluice.v1.ToolCall;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a message of a request or of an answer. */
final class MessageWriter {
    private final JsonGenerator generator;
    private final JsonFields fields;

    MessageWriter(JsonGenerator generator) {
        this.generator = generator;
        this.fields = new JsonFields(generator);
    }

    /**
     * @param path the message's place in the body, for errors, e.g. {@code messages[0]}
     */
    void write(String path, ChatMessage message) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("role", message.getRole());
        generator.writeFieldName("content");
        ContentWriter.write(generator, path + ".content", message.getContent());
        fields.text("name", message.getName());
        fields.text("refusal", message.getRefusal());
        fields.text("reasoning", message.getReasoning());
        fields.text("reasoning_content", message.getReasoningContent());
        if (!message.getToolCalls().isEmpty()) {
            generator.writeArrayFieldStart("tool_calls");
            for (ToolCall call : message.getToolCalls()) {
                toolCall(path, call);
            }
            generator.writeEndArray();
        }
        fields.text("tool_call_id", message.getToolCallId());
        function("function_call", message.getFunctionCall());
        fields.json(path + ".", "audio", message.getAudio(), Set.of(OBJECT));
        fields.json(path + ".", "annotations", message.getAnnotations(), Set.of(ARRAY));
        fields.extra(
                path + ".extra", message.getExtra(), name -> isTaken(message, name), name -> true);
        generator.writeEndObject();
    }

    private static boolean isTaken(ChatMessage message, String name) {
        return switch (name) {
            case "content" -> true;
            case "tool_calls" -> !message.getToolCalls().isEmpty();
            default -> BodyFields.MESSAGE.contains(name) && message.get(name) != null;
        };
    }

    private void toolCall(String path, ToolCall call) throws IOException {
        generator.writeStartObject();
        fields.text("id", call.getId());
        generator.writeStringField("type", call.getType());
        function("function", call.getFunction());
        fields.extra(
                path + ".tool_calls.extra",
                call.getExtra(),
                name -> BodyFields.TOOL_CALL.contains(name) && call.get(name) != null,
                name -> true);
        generator.writeEndObject();
    }

    private void function(String name, @Nullable FunctionCall call) throws IOException {
        if (call != null) {
            generator.writeObjectFieldStart(name);
            generator.writeStringField("name", call.getName());
            generator.writeStringField("arguments", call.getArguments());
            generator.writeEndObject();
        }
    }
}
