package dev.sluice.processor.openai.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.processor.openai.ErrorBodyReader;
import dev.sluice.processor.openai.JsonCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One choice, whose message comes as deltas or, from several servers, whole. */
final class ChoicePieces {
    private static final String ERROR = "\"error\"";

    private final ObjectPieces fields = new ObjectPieces(ChoicePieces::kind);
    private final ObjectPieces message = new ObjectPieces(ChoicePieces::messageKind);
    private Optional<String> error = Optional.empty();
    private boolean hasMessage;

    /** Takes a piece; the cursor stands on an object. */
    void add(JsonCursor cursor) throws IOException {
        List<JsonCursor.Passed> whole = new ArrayList<>(0);
        cursor.eachField(name -> field(cursor, name, whole));
        // A chunk that has both repeats all that came so far: the whole has the last word.
        for (JsonCursor.Passed object : whole) {
            try (JsonCursor all = object.cursor()) {
                message.replace(all);
            }
        }
    }

    private void field(JsonCursor cursor, String name, List<JsonCursor.Passed> whole)
            throws IOException {
        switch (name) {
            case "delta" -> {
                if (!cursor.isNull()) {
                    hasMessage = true;
                    message.add(cursor);
                }
            }
            case "message" -> {
                if (cursor.is(JsonToken.START_OBJECT)) {
                    hasMessage = true;
                    whole.add(cursor.pass());
                } else {
                    cursor.skip();
                }
            }
            case "error" -> {
                String json = cursor.raw();
                if (ErrorBodyReader.isError(json)) {
                    error = Optional.of(json);
                } else {
                    fields.take(name, json);
                }
            }
            default -> fields.field(cursor, name);
        }
    }

    /** What the endpoint says of an error in this choice, as JSON text. */
    Optional<String> error() {
        return error;
    }

    /** Whether the endpoint said why the choice ends here. */
    boolean isFinished() {
        return finishReason().filter(reason -> !LastPiece.isBlank(reason)).isPresent();
    }

    boolean isFailed() {
        return finishReason().filter(ERROR::equals).isPresent();
    }

    private Optional<String> finishReason() {
        return fields.get("finish_reason") instanceof LastPiece last
                ? Optional.ofNullable(last.json())
                : Optional.empty();
    }

    long characters() {
        return message.characters() + fields.characters();
    }

    void write(JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        fields.writeFields(generator);
        if (hasMessage) {
            generator.writeFieldName("message");
            message.write(generator);
        }
        generator.writeEndObject();
    }

    private static Pieces kind(String name) {
        return switch (name) {
            case "index", "finish_reason" -> new LastPiece();
            case "logprobs" -> new ObjectPieces(field -> new OpenPieces());
            // Not a chat's, but the older completion's: such an answer is kept whole.
            case "text" -> new TextPieces();
            default -> new OpenPieces();
        };
    }

    private static Pieces messageKind(String name) {
        return switch (name) {
            case "content" -> new ContentPieces();
            case "refusal", "reasoning", "reasoning_content" -> new TextPieces();
            case "tool_calls" -> new ToolCallPieces();
            case "function_call" -> ObjectPieces.named(Set.of("arguments"));
            case "audio" -> ObjectPieces.named(Set.of("data", "transcript"));
            default -> new OpenPieces();
        };
    }
}
