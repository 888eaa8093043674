package dev.sluice.processor.admission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.processor.outcome.Failure;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.ContentPart;
import dev.sluice.v1.ToolCall;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The fields that hold JSON text go into the body as they are: they must be whole JSON values of the right kind, and
 * {@code extra_body} must not say again what a typed field says.
 */
final class JsonRules {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<JsonToken> OBJECT = EnumSet.of(JsonToken.START_OBJECT);
    private static final Set<JsonToken> ARRAY = EnumSet.of(JsonToken.START_ARRAY);
    private static final Set<JsonToken> STRING_OR_OBJECT =
            EnumSet.of(JsonToken.VALUE_STRING, JsonToken.START_OBJECT);

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
                    "publish_chunks");

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
                .or(() -> object("extra_body", request.getExtraBody()))
                .or(() -> clash(request))
                .or(() -> messages(request.getMessages()));
    }

    private static Optional<Failure> messages(List<ChatMessage> messages) {
        for (int i = 0; i < messages.size(); i++) {
            ChatMessage message = messages.get(i);
            String path = "messages[" + i + "].";
            Optional<Failure> failure =
                    object(path + "extra", message.getExtra())
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
                failure = object(path + "tool_calls[].extra", call.getExtra());
                if (failure.isPresent()) {
                    return failure;
                }
            }
            if (message.getContent() instanceof List<?> parts) {
                for (Object part : parts) {
                    failure = object(path + "content[].extra", ((ContentPart) part).getExtra());
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

    private static Optional<Failure> json(
            String field, @Nullable String text, Set<JsonToken> kinds, String kind) {
        if (text == null) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first != null && kinds.contains(first)) {
                parser.skipChildren();
                if (parser.nextToken() == null) {
                    return Optional.empty();
                }
            }
        } catch (IOException e) {
            // The parser's own words would quote the text, which is not ours to show.
            return Optional.of(Failure.invalid(field, field + " is not JSON"));
        }
        return Optional.of(Failure.invalid(field, field + " must be JSON text of " + kind));
    }

    /** A body must not say one thing twice. */
    private static Optional<Failure> clash(ChatRequest request) {
        String extra = request.getExtraBody();
        if (extra == null) {
            return Optional.empty();
        }
        Set<String> names = names(extra);
        names.removeAll(NOT_SENT);
        for (String name : names) {
            Schema.Field field = request.getSchema().getField(name);
            if (field != null && request.get(field.pos()) != null) {
                return Optional.of(
                        Failure.invalid(
                                "extra_body." + name,
                                "extra_body."
                                        + name
                                        + " says again what the field "
                                        + name
                                        + " says"));
            }
        }
        return Optional.empty();
    }

    private static Set<String> names(String object) {
        Set<String> names = new TreeSet<>();
        try (JsonParser parser = JSON.createParser(object)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                names.add(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
        } catch (IOException e) {
            throw new IllegalStateException("extra_body was checked to be JSON before", e);
        }
        return names;
    }
}
