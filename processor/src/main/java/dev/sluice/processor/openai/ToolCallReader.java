package dev.sluice.processor.openai;

import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import dev.sluice.v1.ToolCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the tool calls of a message. */
final class ToolCallReader {
    private ToolCallReader() {}

    static List<ToolCall> readAll(JsonCursor cursor) throws IOException {
        List<ToolCall> calls = new ArrayList<>(1);
        cursor.eachElement(index -> calls.add(read(cursor)));
        return calls;
    }

    private static ToolCall read(JsonCursor cursor) throws IOException {
        ToolCall call = new ToolCall();
        call.setType("function");
        JsonExtras extra = new JsonExtras();
        cursor.eachField(name -> field(cursor, name, call, extra));
        call.setExtra(extra.toJson());
        return call;
    }

    private static void field(JsonCursor cursor, String name, ToolCall call, JsonExtras extra)
            throws IOException {
        if (cursor.isNull() && !cursor.isStrict() && BodyFields.TOOL_CALL.contains(name)) {
            return;
        }
        switch (name) {
            case "id" -> {
                if (cursor.isNull()) {
                    extra.put(name, "null");
                } else {
                    extra.setOrKeep(cursor, name, JsonExtras.typed(VALUE_STRING), call::setId);
                }
            }
            case "type" -> call.setType(cursor.string());
            case "function" ->
                    extra.setOrKeep(cursor, name, StringObject::functionCall, call::setFunction);
            default -> extra.put(name, cursor.raw());
        }
    }
}
