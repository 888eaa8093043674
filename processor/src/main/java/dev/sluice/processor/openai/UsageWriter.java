package dev.sluice.processor.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.v1.Usage;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes token usage; what is not known is left out. */
final class UsageWriter {
    private UsageWriter() {}

    static void write(JsonGenerator generator, @Nullable Usage usage) throws IOException {
        if (usage == null) {
            return;
        }
        JsonFields fields = new JsonFields(generator);
        Set<String> kept = JsonFields.names("usage.extra", usage.getExtra());
        generator.writeObjectFieldStart("usage");
        fields.whole("prompt_tokens", usage.getPromptTokens());
        fields.whole("completion_tokens", usage.getCompletionTokens());
        fields.whole("total_tokens", usage.getTotalTokens());
        detail(generator, kept, "prompt_tokens_details", "cached_tokens", usage.getCachedTokens());
        detail(
                generator,
                kept,
                "completion_tokens_details",
                "reasoning_tokens",
                usage.getReasoningTokens());
        fields.extra("usage.extra", usage.getExtra(), name -> false, name -> true);
        generator.writeEndObject();
    }

    private static void detail(
            JsonGenerator generator,
            Set<String> kept,
            String object,
            String name,
            @Nullable Long tokens)
            throws IOException {
        if (tokens != null && !kept.contains(object)) {
            generator.writeObjectFieldStart(object);
            generator.writeNumberField(name, tokens);
            generator.writeEndObject();
        }
    }
}
