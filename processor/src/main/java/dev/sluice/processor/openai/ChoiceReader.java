package dev.sluice.processor.openai;

import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.Choice;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one choice of an answer. */
final class ChoiceReader {
    private final JsonCursor cursor;
    private final Choice choice = new Choice();
    private final JsonExtras extra = new JsonExtras();
    private @Nullable ChatMessage message;
    private @Nullable String error;

    private ChoiceReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** What a choice turns out to be. */
    sealed interface Result {
        record Answer(Choice choice) implements Result {}

        /**
         * The endpoint failed on the way.
         *
         * @param error JSON text of what it says of it
         */
        record Failed(String error) implements Result {}
    }

    /**
     * @throws ChatJsonException when it is not in the shape of a chat choice
     */
    static Result read(JsonCursor cursor, int position) throws IOException {
        ChoiceReader reader = new ChoiceReader(cursor);
        reader.choice.setIndex(position);
        cursor.eachField(reader::field);
        return reader.finish();
    }

    private Result finish() {
        if (error != null) {
            return new Result.Failed(error);
        }
        if ("error".equals(choice.getFinishReason())) {
            return new Result.Failed("\"The endpoint ended the answer with finish_reason error.\"");
        }
        if (message == null) {
            throw cursor.missing("message");
        }
        choice.setMessage(message);
        choice.setExtra(extra.toJson());
        return new Result.Answer(choice);
    }

    private void field(String name) throws IOException {
        if (cursor.isNull() && (BodyFields.CHOICE.contains(name) || name.equals("error"))) {
            return;
        }
        switch (name) {
            case "index" -> extra.setOrKeep(cursor, name, ChoiceReader::index, choice::setIndex);
            case "message" -> message = MessageReader.read(cursor);
            case "finish_reason" ->
                    extra.setOrKeep(
                            cursor, name, JsonExtras.typed(VALUE_STRING), choice::setFinishReason);
            case "logprobs" -> choice.setLogprobs(cursor.raw());
            case "error" -> error(cursor.raw());
            default -> extra.put(name, cursor.raw());
        }
    }

    private void error(String json) {
        if (ErrorBodyReader.isError(json)) {
            error = json;
        } else {
            extra.put("error", json);
        }
    }

    private static Optional<Integer> index(JsonCursor cursor) throws IOException {
        return cursor.isNumber()
                ? Optional.ofNullable(ExactNumbers.intOf(cursor.number()))
                : Optional.empty();
    }
}
