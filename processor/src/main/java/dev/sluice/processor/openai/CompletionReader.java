package dev.sluice.processor.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the body of an answer that came with status 200. Endpoints differ: this reader takes what they all send. */
public final class CompletionReader {
    private CompletionReader() {}

    /**
     * Reads a whole (not streamed) answer; never fails. Explicit nulls count as absent, fields that the schema does
     * not type are kept as {@code extra} at their level, and an object, array or other JSON value that is not in the
     * shape of a chat completion is kept whole. What holds nothing ({@code null}, <code>{}</code>, {@code []}) is
     * malformed.
     *
     * @param body the body as it came
     * @param secrets takes credentials out of an error's text
     */
    public static ChatAnswer read(byte[] body, SecretMask secrets) {
        try {
            return parse(body, secrets);
        } catch (JsonProcessingException e) {
            return new ChatAnswer.Malformed(notJson(body, e));
        } catch (ChatJsonException e) {
            return new ChatAnswer.Malformed("The answer " + e.problem() + ".");
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    /** {@link #read(byte[], SecretMask)} with what looks like a credential masked. */
    public static ChatAnswer read(byte[] body) {
        return read(body, SecretMask.BY_LOOKS);
    }

    private static ChatAnswer parse(byte[] body, SecretMask secrets) throws IOException {
        try (JsonCursor cursor = JsonCursor.lenient(body)) {
            if (!cursor.begin()) {
                return new ChatAnswer.Malformed("The answer is empty.");
            }
            if (cursor.is(JsonToken.START_OBJECT)) {
                return object(body, cursor, secrets);
            }
            cursor.raw();
            cursor.end();
            return AnswerFields.ofNoObject(cursor.wholeText());
        }
    }

    private static ChatAnswer object(byte[] body, JsonCursor cursor, SecretMask secrets)
            throws IOException {
        try {
            return new AnswerFields(cursor).readAll(AnswerFields::choices).toAnswer(secrets);
        } catch (ChatJsonException otherShape) {
            // The choices are not a chat's. The rest still tells of tokens and errors.
            try (JsonCursor again = JsonCursor.lenient(body)) {
                again.begin();
                return new AnswerFields(again).readAll(AnswerFields::skip).toAnswer(secrets);
            }
        }
    }

    private static String notJson(byte[] body, JsonProcessingException refused) {
        String start =
                new String(body, 0, Math.min(body.length, 64), StandardCharsets.UTF_8).strip();
        if (start.startsWith("<")) {
            return "The answer is HTML or XML where JSON was expected.";
        }
        if (start.startsWith("data:") || start.startsWith("event:") || start.startsWith(":")) {
            return "The answer is an event stream where JSON was expected.";
        }
        return "The answer " + Json.problem(refused) + ".";
    }
}
