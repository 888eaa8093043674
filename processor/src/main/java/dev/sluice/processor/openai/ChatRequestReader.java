package dev.sluice.processor.openai;

import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the body of a chat completion call. */
public final class ChatRequestReader {
    private final JsonCursor cursor;
    private final ChatRequest.Builder request = ChatRequest.newBuilder();
    private final JsonExtras extra = new JsonExtras();

    private ChatRequestReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Reads a body so that {@link ChatRequestWriter} writes the same again: what the schema does not type goes to
     * {@code extra_body} as the text it came in, and so do an explicit null and a number that its typed field cannot
     * hold exactly (a fraction of a token, a seed beyond 64 bits). Id, tenant and what else is Sluice's own are left
     * for the caller to set.
     *
     * @param body UTF-8 JSON
     * @throws ChatJsonException when it is not a JSON object, a field is there twice, {@code model} or {@code messages}
     *     is missing or empty, or a typed field has another JSON type
     */
    public static ChatRequest.Builder read(byte[] body) {
        try (JsonCursor cursor = JsonCursor.strict(body)) {
            if (!cursor.begin()) {
                throw new ChatJsonException("", "is empty");
            }
            ChatRequestReader reader = new ChatRequestReader(cursor);
            cursor.eachField(reader::field);
            cursor.end();
            return reader.finish();
        } catch (JsonProcessingException e) {
            throw new ChatJsonException("", Json.problem(e));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    private ChatRequest.Builder finish() {
        if (!request.hasModel()) {
            throw new ChatJsonException("model", "is missing");
        }
        if (!request.hasMessages()) {
            throw new ChatJsonException("messages", "is missing");
        }
        return request.setExtraBody(extra.toJson());
    }

    private void field(String name) throws IOException {
        switch (name) {
            case "model" -> request.setModel(model());
            case "messages" -> request.setMessages(messages());
            default -> {
                if (cursor.isNull()) {
                    extra.put(name, "null");
                } else {
                    optional(name);
                }
            }
        }
    }

    private void optional(String name) throws IOException {
        switch (name) {
            case "frequency_penalty" ->
                    set(name, ScalarReader.DOUBLE, request::setFrequencyPenalty);
            case "presence_penalty" -> set(name, ScalarReader.DOUBLE, request::setPresencePenalty);
            case "logit_bias" -> set(name, ScalarReader.DOUBLES, request::setLogitBias);
            case "logprobs" -> request.setLogprobs(cursor.bool());
            case "top_logprobs" -> set(name, ScalarReader.INT, request::setTopLogprobs);
            case "max_tokens" -> set(name, ScalarReader.INT, request::setMaxTokens);
            case "max_completion_tokens" ->
                    set(name, ScalarReader.INT, request::setMaxCompletionTokens);
            case "n" -> set(name, ScalarReader.INT, request::setN);
            case "seed" -> set(name, ScalarReader.LONG, request::setSeed);
            case "stop" -> request.setStop(ScalarReader.textOrTexts(cursor));
            case "stream" -> request.setStream(cursor.bool());
            case "stream_options" ->
                    set(name, JsonExtras.typed(START_OBJECT), request::setStreamOptions);
            case "temperature" -> set(name, ScalarReader.DOUBLE, request::setTemperature);
            case "top_p" -> set(name, ScalarReader.DOUBLE, request::setTopP);
            case "top_k" -> set(name, ScalarReader.INT, request::setTopK);
            case "repetition_penalty" ->
                    set(name, ScalarReader.DOUBLE, request::setRepetitionPenalty);
            case "tools" -> set(name, JsonExtras.typed(START_ARRAY), request::setTools);
            case "tool_choice" -> request.setToolChoice(toolChoice());
            case "parallel_tool_calls" -> request.setParallelToolCalls(cursor.bool());
            case "response_format" ->
                    set(name, JsonExtras.typed(START_OBJECT), request::setResponseFormat);
            case "reasoning_effort" -> request.setReasoningEffort(cursor.string());
            case "service_tier" -> request.setServiceTier(cursor.string());
            case "user" -> request.setUser(cursor.string());
            case "metadata" -> set(name, JsonExtras.typed(START_OBJECT), request::setMetadata);
            default -> extra.put(name, cursor.raw());
        }
    }

    /** A setter of the builder. */
    private interface Setter<T> {
        Object set(T value);
    }

    private <T> void set(String name, JsonExtras.ValueReader<T> reader, Setter<T> field)
            throws IOException {
        extra.setOrKeep(cursor, name, reader, field::set);
    }

    private String model() throws IOException {
        String model = cursor.string();
        if (model.isEmpty()) {
            throw cursor.problem("is empty");
        }
        return model;
    }

    private List<ChatMessage> messages() throws IOException {
        List<ChatMessage> messages = new ArrayList<>();
        cursor.eachElement(index -> messages.add(MessageReader.read(cursor)));
        if (messages.isEmpty()) {
            throw new ChatJsonException("messages", "is empty");
        }
        return messages;
    }

    private String toolChoice() throws IOException {
        if (!cursor.is(VALUE_STRING) && !cursor.is(START_OBJECT)) {
            throw cursor.problem("has to be a string or an object");
        }
        return cursor.raw();
    }
}
