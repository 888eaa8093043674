package dev.sluice.processor.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.v1.ChatRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines of an OpenAI Batch input file. */
public final class BatchInputReader {
    /** Longest custom id, in characters, as the schema has it. */
    public static final int MAX_CUSTOM_ID = 512;

    private static final String METHOD = "POST";
    private static final String URL = "/v1/chat/completions";

    private final JsonCursor cursor;
    private @Nullable String customId;
    private @Nullable String method;
    private @Nullable String url;
    private @Nullable String body;

    private BatchInputReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Reads one line: <code>{"custom_id": …, "method": "POST", "url": "/v1/chat/completions", "body": {…}}</code>.
     * Other fields are ignored.
     *
     * @param line UTF-8 JSON
     * @throws ChatJsonException when it is anything else; the path of a field in the body begins with {@code body}
     */
    public static BatchInputLine read(byte[] line) {
        try (JsonCursor cursor = JsonCursor.strict(line)) {
            if (!cursor.begin()) {
                throw new ChatJsonException("", "is empty");
            }
            BatchInputReader reader = new BatchInputReader(cursor);
            cursor.eachField(reader::field);
            cursor.end();
            return reader.finish();
        } catch (JsonProcessingException e) {
            throw new ChatJsonException("", Json.problem(e));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    private void field(String name) throws IOException {
        switch (name) {
            case "custom_id" -> customId = cursor.string();
            case "method" -> method = cursor.string();
            case "url" -> url = cursor.string();
            case "body" -> {
                cursor.require(JsonToken.START_OBJECT);
                body = cursor.raw();
            }
            default -> cursor.raw();
        }
    }

    private BatchInputLine finish() {
        String id = given("custom_id", customId);
        if (id.isEmpty() || id.length() > MAX_CUSTOM_ID) {
            throw new ChatJsonException(
                    "custom_id", "has to have 1 to " + MAX_CUSTOM_ID + " characters");
        }
        equal("method", METHOD, method);
        equal("url", URL, url);
        return new BatchInputLine(id, request(given("body", body)).setCustomId(id));
    }

    private static ChatRequest.Builder request(String body) {
        try {
            return ChatRequestReader.read(body.getBytes(StandardCharsets.UTF_8));
        } catch (ChatJsonException e) {
            throw new ChatJsonException(
                    e.path().isEmpty() ? "body" : "body." + e.path(), e.problem());
        }
    }

    private static String given(String name, @Nullable String value) {
        if (value == null) {
            throw new ChatJsonException(name, "is missing");
        }
        return value;
    }

    private static void equal(String name, String expected, @Nullable String value) {
        if (!given(name, value).equals(expected)) {
            throw new ChatJsonException(name, "has to be " + expected);
        }
    }
}
