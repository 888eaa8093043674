package dev.sluice.processor.openai.stream;

import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.processor.openai.JsonCursor;
import dev.sluice.processor.openai.JsonExtras;
import dev.sluice.processor.openai.UsageReader;
import dev.sluice.v1.ChunkChoice;
import dev.sluice.v1.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads one chunk for those who follow an answer while it comes. Nulls are left out: a piece adds nothing by them. */
final class ChunkReader {
    private final List<ChunkChoice> choices = new ArrayList<>(1);
    private Optional<Usage> usage = Optional.empty();

    private ChunkReader() {}

    /** Reads a chunk that the answer has taken already. */
    static Chunk read(byte[] data, int length) throws IOException {
        ChunkReader reader = new ChunkReader();
        try (JsonCursor cursor = JsonCursor.lenient(data, 0, length)) {
            cursor.begin();
            cursor.eachField(name -> reader.field(cursor, name));
        }
        return new Chunk(reader.choices, reader.usage);
    }

    private void field(JsonCursor cursor, String name) throws IOException {
        if (name.equals("choices") && cursor.is(START_ARRAY)) {
            cursor.eachElement(place -> choices.add(new Piece(place).read(cursor)));
        } else if (name.equals("usage") && cursor.is(START_OBJECT)) {
            usage = UsageReader.read(cursor);
        } else {
            cursor.skip();
        }
    }

    private static final class Piece {
        private final ChunkChoice choice = new ChunkChoice();
        private final JsonExtras extra = new JsonExtras();

        Piece(int place) {
            choice.setIndex(place);
        }

        ChunkChoice read(JsonCursor cursor) throws IOException {
            cursor.eachField(name -> field(cursor, name));
            choice.setExtra(extra.toJson());
            return choice;
        }

        private void field(JsonCursor cursor, String name) throws IOException {
            switch (name) {
                case "index" -> cursor.wholeNumber().ifPresent(choice::setIndex);
                case "finish_reason" -> set(cursor, name, VALUE_STRING, choice::setFinishReason);
                case "delta", "message" -> {
                    if (cursor.is(START_OBJECT)) {
                        cursor.eachField(inner -> delta(cursor, inner));
                    } else {
                        cursor.skip();
                    }
                }
                default -> keep(cursor, name);
            }
        }

        private void delta(JsonCursor cursor, String name) throws IOException {
            switch (name) {
                case "role" -> set(cursor, name, VALUE_STRING, choice::setRole);
                case "content" -> set(cursor, name, VALUE_STRING, choice::setContent);
                case "refusal" -> set(cursor, name, VALUE_STRING, choice::setRefusal);
                case "reasoning", "reasoning_content" -> {
                    // Servers that send both names send the same text twice.
                    if (choice.getReasoning() == null) {
                        set(cursor, name, VALUE_STRING, choice::setReasoning);
                    } else {
                        cursor.skip();
                    }
                }
                case "tool_calls" -> set(cursor, name, START_ARRAY, choice::setToolCalls);
                default -> keep(cursor, name);
            }
        }

        private void set(JsonCursor cursor, String name, JsonToken type, Consumer<String> field)
                throws IOException {
            if (!cursor.isNull()) {
                extra.setOrKeep(cursor, name, JsonExtras.typed(type), field);
            }
        }

        private void keep(JsonCursor cursor, String name) throws IOException {
            if (!cursor.isNull()) {
                extra.put(name, cursor.raw());
            }
        }
    }
}
