package dev.sluice.processor.openai.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.processor.openai.ErrorBodyReader;
import dev.sluice.processor.openai.Json;
import dev.sluice.processor.openai.JsonCursor;
import dev.sluice.processor.openai.UsageReader;
import dev.sluice.v1.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A whole answer, put together from its chunks. */
final class AnswerPieces {
    private final ObjectPieces fields = new ObjectPieces(AnswerPieces::kind);
    private final NavigableMap<Integer, ChoicePieces> choices = new TreeMap<>();
    private Optional<String> error = Optional.empty();
    private boolean hasChoices;
    private boolean isChat;

    /** Takes a chunk; the cursor stands on an object that ends the JSON. */
    void add(JsonCursor chunk) throws IOException {
        chunk.eachField(name -> field(chunk, name));
        chunk.end();
    }

    private void field(JsonCursor chunk, String name) throws IOException {
        switch (name) {
            case "choices" -> {
                if (chunk.is(JsonToken.START_ARRAY)) {
                    hasChoices = true;
                    chunk.eachElement(place -> choice(chunk, place));
                } else {
                    fields.field(chunk, name);
                }
            }
            case "object" -> object(chunk);
            case "error" -> {
                String json = chunk.raw();
                if (ErrorBodyReader.isError(json)) {
                    fail(json);
                } else {
                    fields.take(name, json);
                }
            }
            default -> fields.field(chunk, name);
        }
    }

    private void choice(JsonCursor chunk, int place) throws IOException {
        if (!chunk.is(JsonToken.START_OBJECT)) {
            throw chunk.problem("has to be an object");
        }
        JsonCursor.Passed passed = chunk.pass();
        ChoicePieces choice =
                choices.computeIfAbsent(index(passed).orElse(place), index -> new ChoicePieces());
        try (JsonCursor cursor = passed.cursor()) {
            choice.add(cursor);
        }
        choice.error().ifPresent(this::fail);
    }

    private static Optional<Integer> index(JsonCursor.Passed choice) throws IOException {
        try (JsonCursor cursor = choice.cursor()) {
            return cursor.wholeNumberIn("index");
        }
    }

    /** What is called a chunk here is called a completion in a plain answer. */
    private void object(JsonCursor chunk) throws IOException {
        if (!chunk.is(JsonToken.VALUE_STRING)) {
            fields.field(chunk, "object");
            return;
        }
        String object = chunk.string();
        if (object.equals("error")) {
            fail(chunk.wholeText());
        } else if (!object.equals("chat.completion.chunk")) {
            fields.field(chunk, "object");
        } else if (!isChat) {
            isChat = true;
            fields.take("object", "\"chat.completion\"");
        }
    }

    private void fail(String json) {
        error = error.or(() -> Optional.of(json));
    }

    /** What the endpoint says of an error, as JSON text. */
    Optional<String> error() {
        return error;
    }

    /**
     * Whether the answer is whole even if nothing marked its end: every choice has said why it ends.
     *
     * @param expected how many choices were asked for
     */
    boolean isFinished(int expected) {
        return choices.values().stream().anyMatch(ChoicePieces::isFailed)
                || (choices.size() >= expected
                        && choices.values().stream().allMatch(ChoicePieces::isFinished));
    }

    /** How much the model has generated so far, in characters. */
    long characters() {
        return choices.values().stream().mapToLong(ChoicePieces::characters).sum();
    }

    /** What was reported so far. */
    Optional<Usage> usage() {
        if (!(fields.get("usage") instanceof LastPiece last) || last.json() == null) {
            return Optional.empty();
        }
        byte[] json = last.json().getBytes(StandardCharsets.UTF_8);
        try (JsonCursor cursor = JsonCursor.lenient(json, 0, json.length)) {
            cursor.begin();
            return UsageReader.read(cursor);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    /** The JSON of the plain answer. */
    byte[] toJson() {
        return Json.bytes(
                generator -> {
                    generator.writeStartObject();
                    fields.writeFields(generator);
                    if (hasChoices) {
                        writeChoices(generator);
                    }
                    generator.writeEndObject();
                });
    }

    private void writeChoices(JsonGenerator generator) throws IOException {
        generator.writeArrayFieldStart("choices");
        for (ChoicePieces choice : choices.values()) {
            choice.write(generator);
        }
        generator.writeEndArray();
    }

    private static Pieces kind(String name) {
        return switch (name) {
            case "id", "created", "model", "system_fingerprint", "service_tier" -> new FirstPiece();
            default -> new LastPiece();
        };
    }
}
