package dev.sluice.processor.openai.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.processor.openai.JsonCursor;
import java.io.IOException;
import java.util.Set;

/** One tool call. */
final class ToolCallInPieces {
    private final int place;
    private final ObjectPieces fields = new ObjectPieces(ToolCallInPieces::kind);
    private String id = "";
    private String name = "";

    /**
     * @param place where it goes among the calls
     */
    ToolCallInPieces(int place) {
        this.place = place;
    }

    void add(ToolCallPiece piece) throws IOException {
        id = piece.id().isEmpty() ? id : piece.id();
        name = piece.name().isEmpty() ? name : piece.name();
        try (JsonCursor cursor = piece.fields().cursor()) {
            cursor.eachField(
                    field -> {
                        // Only a stream has it: in a plain answer the place in the array says the
                        // same.
                        if (field.equals("index")
                                && (piece.index().isPresent() || cursor.isNull())) {
                            cursor.skip();
                        } else {
                            fields.field(cursor, field);
                        }
                    });
        }
    }

    /** Whether both have an id, and not the same. */
    boolean hasOtherId(ToolCallPiece piece) {
        return !id.isEmpty() && !piece.id().isEmpty() && !id.equals(piece.id());
    }

    /** Whether both name a function, and not the same. */
    boolean hasOtherName(ToolCallPiece piece) {
        return !name.isEmpty() && !piece.name().isEmpty() && !name.equals(piece.name());
    }

    int place() {
        return place;
    }

    long characters() {
        return fields.characters();
    }

    void write(JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        fields.writeFields(generator);
        generator.writeEndObject();
    }

    private static Pieces kind(String field) {
        return switch (field) {
            case "function" -> ObjectPieces.named(Set.of("arguments"));
            case "custom" -> ObjectPieces.named(Set.of("input"));
            default -> new LastPiece();
        };
    }
}
