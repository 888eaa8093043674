package dev.sluice.processor.openai.stream;

import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.processor.openai.JsonCursor;
import java.io.IOException;
import java.util.Optional;

/**
 * A piece of a tool call, with what tells which call it belongs to.
 *
 * @param index where the call stands in the answer
 * @param id the call's id; empty where the piece has none
 * @param name what is called; empty where the piece does not say
 * @param fields all of the piece
 */
record ToolCallPiece(Optional<Integer> index, String id, String name, JsonCursor.Passed fields) {
    static ToolCallPiece read(JsonCursor cursor) throws IOException {
        if (!cursor.is(JsonToken.START_OBJECT)) {
            throw cursor.problem("has to be an object");
        }
        JsonCursor.Passed fields = cursor.pass();
        Identity identity = new Identity();
        try (JsonCursor piece = fields.cursor()) {
            piece.eachField(name -> identity.field(piece, name));
        }
        return new ToolCallPiece(identity.index, identity.id, identity.name, fields);
    }

    private static final class Identity {
        private Optional<Integer> index = Optional.empty();
        private String id = "";
        private String name = "";

        void field(JsonCursor piece, String field) throws IOException {
            switch (field) {
                case "index" -> index = piece.wholeNumber();
                case "id" -> id = text(piece);
                case "function", "custom" -> {
                    if (piece.is(JsonToken.START_OBJECT)) {
                        piece.eachField(inner -> called(piece, inner));
                    } else {
                        piece.skip();
                    }
                }
                default -> piece.skip();
            }
        }

        private void called(JsonCursor piece, String field) throws IOException {
            if (field.equals("name")) {
                name = text(piece);
            } else {
                piece.skip();
            }
        }

        private static String text(JsonCursor piece) throws IOException {
            if (piece.is(JsonToken.VALUE_STRING)) {
                return piece.string();
            }
            piece.skip();
            return "";
        }
    }
}
