package dev.sluice.processor.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.Choice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** Writes a completion as the {@code chat.completion} object of the OpenAI API. */
public final class CompletionWriter {
    private CompletionWriter() {}

    /**
     * The object as UTF-8 JSON on one line. An answer in another shape is written as it came, without the blanks
     * between its tokens. Where the endpoint gave no id the request's id stands in, and where it gave no time the
     * time at which the answer was whole.
     *
     * @throws ChatJsonException when a field that holds JSON text holds something else
     */
    public static byte[] write(ChatCompletion completion) {
        String raw = completion.getRaw();
        return raw == null
                ? onOneLine(Json.bytes(generator -> body(generator, completion)))
                : JsonText.compact(raw).getBytes(StandardCharsets.UTF_8);
    }

    /** Only text that was copied can bring line breaks: inside strings they are escaped. */
    private static byte[] onOneLine(byte[] json) {
        for (byte b : json) {
            if (b == '\n' || b == '\r') {
                return JsonText.compact(new String(json, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8);
            }
        }
        return json;
    }

    private static void body(JsonGenerator generator, ChatCompletion completion)
            throws IOException {
        JsonFields fields = new JsonFields(generator);
        Set<String> kept = JsonFields.names("extra", completion.getExtra());
        generator.writeStartObject();
        if (!kept.contains("id")) {
            String id = completion.getProviderId();
            generator.writeStringField("id", id == null ? completion.getId() : id);
        }
        if (!kept.contains("object")) {
            generator.writeStringField("object", "chat.completion");
        }
        Instant created = completion.getCreated();
        Instant time = created == null ? completion.getTimings().getAnsweredAt() : created;
        if (!kept.contains("created") && time != null) {
            generator.writeNumberField("created", time.getEpochSecond());
        }
        if (!kept.contains("model")) {
            generator.writeStringField("model", completion.getModel());
        }
        generator.writeArrayFieldStart("choices");
        for (Choice choice : completion.getChoices()) {
            choice(generator, fields, choice);
        }
        generator.writeEndArray();
        UsageWriter.write(generator, completion.getUsage());
        fields.text("system_fingerprint", completion.getSystemFingerprint());
        fields.text("service_tier", completion.getServiceTier());
        // Usage that says nothing is kept too, beside what was estimated in its place.
        boolean hasUsage = completion.getUsage() != null;
        fields.extra(
                "extra",
                completion.getExtra(),
                name -> false,
                name -> !(hasUsage && name.equals("usage")));
        generator.writeEndObject();
    }

    private static void choice(JsonGenerator generator, JsonFields fields, Choice choice)
            throws IOException {
        String path = "choices[" + choice.getIndex() + "].";
        Set<String> kept = JsonFields.names(path + "extra", choice.getExtra());
        generator.writeStartObject();
        if (!kept.contains("index")) {
            generator.writeNumberField("index", choice.getIndex());
        }
        generator.writeFieldName("message");
        new MessageWriter(generator).write(path + "message", choice.getMessage());
        if (choice.getLogprobs() == null) {
            generator.writeNullField("logprobs");
        } else {
            fields.json(path, "logprobs", choice.getLogprobs(), EnumSet.allOf(JsonText.Kind.class));
        }
        if (!kept.contains("finish_reason")) {
            generator.writeStringField("finish_reason", choice.getFinishReason());
        }
        fields.extra(path + "extra", choice.getExtra(), name -> false, name -> true);
        generator.writeEndObject();
    }
}
