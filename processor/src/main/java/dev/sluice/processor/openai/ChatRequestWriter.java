package dev.sluice.processor.openai;

import static dev.sluice.processor.openai.JsonText.Kind.ARRAY;
import static dev.sluice.processor.openai.JsonText.Kind.OBJECT;
import static dev.sluice.processor.openai.JsonText.Kind.STRING;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the body of a chat completion call. */
public final class ChatRequestWriter {
    private ChatRequestWriter() {}

    /**
     * The body with {@code stream} as the request has it.
     *
     * @see #write(ChatRequest, StreamMode)
     */
    public static byte[] write(ChatRequest request) {
        return write(request, StreamMode.AS_ASKED);
    }

    /**
     * The body as UTF-8 JSON: every field that is set exactly once under its own name, what is not set left out, and
     * what is Sluice's own (id, tenant, deadline and the like) never in it.
     *
     * @throws ChatJsonException when a field that holds JSON text holds something else, {@code extra_body} repeats a
     *     field that is set, or a number is not finite; the request can never be sent
     */
    public static byte[] write(ChatRequest request, StreamMode mode) {
        return Json.bytes(generator -> body(generator, request, mode));
    }

    private static void body(JsonGenerator generator, ChatRequest request, StreamMode mode)
            throws IOException {
        JsonFields fields = new JsonFields(generator);
        generator.writeStartObject();
        generator.writeStringField("model", request.getModel());
        messages(generator, request.getMessages());
        sampling(generator, fields, request);
        StreamFields.write(generator, fields, request, mode);
        fields.json("", "tools", request.getTools(), Set.of(ARRAY));
        fields.json("", "tool_choice", request.getToolChoice(), Set.of(STRING, OBJECT));
        fields.bool("parallel_tool_calls", request.getParallelToolCalls());
        fields.json("", "response_format", request.getResponseFormat(), Set.of(OBJECT));
        fields.text("reasoning_effort", request.getReasoningEffort());
        fields.text("service_tier", request.getServiceTier());
        fields.text("user", request.getUser());
        fields.json("", "metadata", request.getMetadata(), Set.of(OBJECT));
        fields.extra(
                "extra_body",
                request.getExtraBody(),
                name -> BodyFields.REQUEST.contains(name) && request.get(name) != null,
                name -> !StreamFields.isReplaced(name, mode));
        generator.writeEndObject();
    }

    private static void messages(JsonGenerator generator, List<ChatMessage> messages)
            throws IOException {
        MessageWriter writer = new MessageWriter(generator);
        generator.writeArrayFieldStart("messages");
        for (int i = 0; i < messages.size(); i++) {
            writer.write("messages[" + i + "]", messages.get(i));
        }
        generator.writeEndArray();
    }

    private static void sampling(JsonGenerator generator, JsonFields fields, ChatRequest request)
            throws IOException {
        fields.number("frequency_penalty", request.getFrequencyPenalty());
        fields.number("presence_penalty", request.getPresencePenalty());
        Map<String, Double> bias = request.getLogitBias();
        if (bias != null) {
            generator.writeObjectFieldStart("logit_bias");
            for (Map.Entry<String, Double> token : bias.entrySet()) {
                fields.number(token.getKey(), token.getValue());
            }
            generator.writeEndObject();
        }
        fields.bool("logprobs", request.getLogprobs());
        fields.whole("top_logprobs", request.getTopLogprobs());
        fields.whole("max_tokens", request.getMaxTokens());
        fields.whole("max_completion_tokens", request.getMaxCompletionTokens());
        fields.whole("n", request.getN());
        fields.whole("seed", request.getSeed());
        stop(generator, request.getStop());
        fields.number("temperature", request.getTemperature());
        fields.number("top_p", request.getTopP());
        fields.whole("top_k", request.getTopK());
        fields.number("repetition_penalty", request.getRepetitionPenalty());
    }

    private static void stop(JsonGenerator generator, @Nullable Object stop) throws IOException {
        if (stop instanceof List<?> sequences) {
            generator.writeArrayFieldStart("stop");
            for (Object sequence : sequences) {
                generator.writeString(sequence.toString());
            }
            generator.writeEndArray();
        } else if (stop != null) {
            generator.writeStringField("stop", stop.toString());
        }
    }
}
