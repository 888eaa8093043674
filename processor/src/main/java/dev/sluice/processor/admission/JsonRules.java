package dev.sluice.processor.admission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.processor.openai.JsonText;
import dev.sluice.processor.outcome.Failure;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.ContentPart;
import dev.sluice.v1.ToolCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The fields that hold JSON text go into the body as they are: they must be whole JSON values of the right kind, and
 * neither {@code extra_body} nor an {@code extra} may say a thing twice, or again what a typed field says.
 */
final class JsonRules {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<JsonText.Kind> OBJECT = EnumSet.of(JsonText.Kind.OBJECT);
    private static final Set<JsonText.Kind> ARRAY = EnumSet.of(JsonText.Kind.ARRAY);
    private static final Set<JsonText.Kind> STRING_OR_OBJECT =
            EnumSet.of(JsonText.Kind.STRING, JsonText.Kind.OBJECT);

    /** Sluice's own fields are not sent, so that a body may have fields of these names. */
    private static final Set<String> NOT_SENT =
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

    private static final Set<String> ITSELF = Set.of("extra");

    private JsonRules() {}

    static Optional<Failure> check(ChatRequest request) {
        return json("tools", request.getTools(), ARRAY, "an array")
                .or(
                        () ->
                                json(
                                        "tool_choice",
                                        request.getToolChoice(),
                                        STRING_OR_OBJECT,
                                        "a string or an object"))
                .or(() -> object("response_format", request.getResponseFormat()))
                .or(() -> object("stream_options", request.getStreamOptions()))
                .or(() -> object("metadata", request.getMetadata()))
                .or(() -> extra("extra_body", request.getExtraBody(), request, NOT_SENT))
                .or(() -> messages(request.getMessages()));
    }

    private static Optional<Failure> messages(List<ChatMessage> messages) {
        for (int i = 0; i < messages.size(); i++) {
            ChatMessage message = messages.get(i);
            String path = "messages[" + i + "].";
            Optional<Failure> failure =
                    extra(path + "extra", message.getExtra(), message, ITSELF)
                            .or(() -> object(path + "audio", message.getAudio()))
                            .or(
                                    () ->
                                            json(
                                                    path + "annotations",
                                                    message.getAnnotations(),
                                                    ARRAY,
                                                    "an array"));
            if (failure.isPresent()) {
                return failure;
            }
            for (ToolCall call : message.getToolCalls()) {
                failure = extra(path + "tool_calls[].extra", call.getExtra(), call, ITSELF);
                if (failure.isPresent()) {
                    return failure;
                }
            }
            if (message.getContent() instanceof List<?> parts) {
                for (Object element : parts) {
                    ContentPart part = (ContentPart) element;
                    failure = extra(path + "content[].extra", part.getExtra(), part, ITSELF);
                    if (failure.isPresent()) {
                        return failure;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Failure> object(String field, @Nullable String text) {
        return json(field, text, OBJECT, "an object");
    }

    /** By the same reader as the body's writer has: what is let in here has to go out. */
    private static Optional<Failure> json(
            String field, @Nullable String text, Set<JsonText.Kind> kinds, String kind) {
        return text == null || JsonText.kindOf(text).filter(kinds::contains).isPresent()
                ? Optional.empty()
                : Optional.of(Failure.invalid(field, field + " must be JSON text of " + kind));
    }

    /** A body must not say one thing twice. */
    private static Optional<Failure> extra(
            String path, @Nullable String text, SpecificRecord record, Set<String> notSent) {
        Optional<Failure> failure = object(path, text);
        if (failure.isPresent() || text == null) {
            return failure;
        }
        Set<String> names = new HashSet<>();
        for (String name : names(text)) {
            if (!names.add(name)) {
                return Optional.of(Failure.invalid(path, path + " has a field twice"));
            }
            if (!notSent.contains(name) && isSaid(record, name)) {
                String field = path + "." + name;
                return Optional.of(
                        Failure.invalid(
                                field, field + " says again what the field " + name + " says"));
            }
        }
        return Optional.empty();
    }

    /** Whether the body has the field: where it is set, and a message's content always. */
    private static boolean isSaid(SpecificRecord record, String name) {
        Schema.Field field = record.getSchema().getField(name);
        if (field == null) {
            return false;
        }
        Object value = record.get(field.pos());
        return switch (name) {
            case "content" -> true;
            case "tool_calls" -> value instanceof List<?> calls && !calls.isEmpty();
            default -> value != null;
        };
    }

    /** Whether the text is a JSON object that has the field with a value other than null. */
    static boolean says(@Nullable String object, String field) {
        if (object == null || json(field, object, OBJECT, "an object").isPresent()) {
            return false;
        }
        try (JsonParser parser = JSON.createParser(object)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals(field);
                if (parser.nextToken() != JsonToken.VALUE_NULL && found) {
                    return true;
                }
                parser.skipChildren();
            }
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("the text was checked to be JSON before", e);
        }
    }

    private static List<String> names(String object) {
        List<String> names = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(object)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                names.add(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the text was checked to be JSON before", e);
        }
        return names;
    }
}
