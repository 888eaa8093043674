package dev.sluice.processor.openai;

import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Choice;
import dev.sluice.v1.ContentPart;
import dev.sluice.v1.ToolCall;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Which fields of a record stand for a JSON field of the same name. */
final class BodyFields {
    /** What is Sluice's own in a request, and never reaches an endpoint. */
    static final Set<String> OWN =
            Set.of(
                    "id",
                    "tenant",
                    "batch_id",
                    "custom_id",
                    "priority",
                    "deadline",
                    "endpoint",
                    "on_context_length",
                    "publish_chunks",
                    "extra_body");

    static final Set<String> REQUEST = typed(ChatRequest.getClassSchema(), OWN);
    static final Set<String> MESSAGE = typed(ChatMessage.getClassSchema(), Set.of("extra"));
    static final Set<String> PART = typed(ContentPart.getClassSchema(), Set.of("extra"));
    static final Set<String> TOOL_CALL = typed(ToolCall.getClassSchema(), Set.of("extra"));
    static final Set<String> CHOICE = typed(Choice.getClassSchema(), Set.of("extra"));

    private BodyFields() {}

    private static Set<String> typed(Schema schema, Set<String> others) {
        return schema.getFields().stream()
                .map(Schema.Field::name)
                .filter(name -> !others.contains(name))
                .collect(Collectors.toUnmodifiableSet());
    }
}
