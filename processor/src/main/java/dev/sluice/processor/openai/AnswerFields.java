package dev.sluice.processor.openai;

import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.v1.Choice;
import dev.sluice.v1.Usage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The top-level fields of an answer, gathered in one pass. */
final class AnswerFields {
    /** 9999-12-31T23:59:59Z in seconds: what lies beyond is not a time in seconds. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final int OK = 200;

    private final JsonCursor cursor;
    private final JsonExtras extra = new JsonExtras();
    private final List<Choice> choices = new ArrayList<>(1);
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable String systemFingerprint;
    private @Nullable String serviceTier;
    private @Nullable String object;
    private @Nullable Instant created;
    private @Nullable Usage usage;
    private @Nullable String error;
    private boolean isEmpty = true;

    AnswerFields(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** What to do with the choices. */
    interface ChoicesReader {
        void read(AnswerFields fields) throws IOException;
    }

    AnswerFields readAll(ChoicesReader choicesReader) throws IOException {
        cursor.eachField(name -> field(name, choicesReader));
        cursor.end();
        return this;
    }

    void choices() throws IOException {
        cursor.eachElement(
                position -> {
                    ChoiceReader.Result result = ChoiceReader.read(cursor, position);
                    if (result instanceof ChoiceReader.Result.Answer answer) {
                        choices.add(answer.choice());
                    } else if (result instanceof ChoiceReader.Result.Failed failed
                            && error == null) {
                        error = failed.error();
                    }
                });
    }

    void skip() throws IOException {
        cursor.raw();
    }

    ChatAnswer toAnswer(SecretMask secrets) {
        Optional<Usage> reported = Optional.ofNullable(usage);
        if (error != null) {
            return new ChatAnswer.Failure(ErrorBodyReader.readValue(OK, error, secrets), reported);
        }
        if ("error".equals(object)) {
            return new ChatAnswer.Failure(
                    ErrorBodyReader.readValue(OK, cursor.wholeText(), secrets), reported);
        }
        if (!choices.isEmpty()) {
            return new ChatAnswer.Completion(
                    header(), choices, Optional.ofNullable(extra.toJson()), reported);
        }
        return isEmpty
                ? nothing()
                : new ChatAnswer.OtherShape(header(), cursor.wholeText(), reported);
    }

    /** An answer that is JSON but no object. */
    static ChatAnswer ofNoObject(String raw) {
        if (raw.equals("null") || JsonText.compact(raw).equals("[]")) {
            return nothing();
        }
        Optional<String> unknown = Optional.empty();
        AnswerHeader header =
                new AnswerHeader(unknown, unknown, Optional.empty(), unknown, unknown);
        return new ChatAnswer.OtherShape(header, raw, Optional.empty());
    }

    private static ChatAnswer nothing() {
        return new ChatAnswer.Malformed("The answer holds nothing.");
    }

    private AnswerHeader header() {
        return new AnswerHeader(
                Optional.ofNullable(id),
                Optional.ofNullable(model),
                Optional.ofNullable(created),
                Optional.ofNullable(systemFingerprint),
                Optional.ofNullable(serviceTier));
    }

    private void field(String name, ChoicesReader choicesReader) throws IOException {
        isEmpty = false;
        switch (name) {
            case "id" -> set(name, AnswerFields::text, value -> id = value);
            case "object" -> object();
            case "created" -> set(name, AnswerFields::second, value -> created = value);
            case "model" -> set(name, AnswerFields::text, value -> model = value);
            case "system_fingerprint" ->
                    set(name, AnswerFields::text, value -> systemFingerprint = value);
            case "service_tier" -> set(name, AnswerFields::text, value -> serviceTier = value);
            case "usage" -> set(name, UsageReader::read, value -> usage = value);
            case "error" -> set(name, AnswerFields::error, value -> error = value);
            case "choices" -> {
                if (!cursor.isNull()) {
                    choicesReader.read(this);
                }
            }
            default -> extra.put(name, cursor.raw());
        }
    }

    private <T> void set(String name, JsonExtras.ValueReader<T> reader, Consumer<T> field)
            throws IOException {
        if (!cursor.isNull()) {
            extra.setOrKeep(cursor, name, reader, field);
        }
    }

    /** The usual value goes without saying; any other is kept. */
    private void object() throws IOException {
        String json = cursor.raw();
        object = json.equals("\"error\"") ? "error" : null;
        if (!json.equals("\"chat.completion\"") && !json.equals("null")) {
            extra.put("object", json);
        }
    }

    private static Optional<String> text(JsonCursor cursor) throws IOException {
        return cursor.isNumber()
                ? Optional.of(cursor.number())
                : JsonExtras.typed(JsonToken.VALUE_STRING).read(cursor);
    }

    private static Optional<Instant> second(JsonCursor cursor) throws IOException {
        return text(cursor)
                .map(ExactNumbers::longOf)
                .filter(second -> second >= 0 && second <= LAST_SECOND)
                .map(Instant::ofEpochSecond);
    }

    private static Optional<String> error(JsonCursor cursor) throws IOException {
        return Optional.of(cursor.raw()).filter(ErrorBodyReader::isError);
    }
}
