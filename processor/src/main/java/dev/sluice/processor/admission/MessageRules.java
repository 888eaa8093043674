package dev.sluice.processor.admission;

import dev.sluice.processor.outcome.Failure;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.ContentPart;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a valid conversation is. */
final class MessageRules {
    private static final Set<String> ROLES =
            Set.of("system", "developer", "user", "assistant", "tool", "function");

    private MessageRules() {}

    static Optional<Failure> check(ChatRequest request) {
        List<ChatMessage> messages = request.getMessages();
        if (messages.isEmpty()) {
            return invalid("messages", "must have at least one message");
        }
        for (int i = 0; i < messages.size(); i++) {
            Optional<Failure> failure = check(messages.get(i), "messages[" + i + "]");
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private static Optional<Failure> check(ChatMessage message, String path) {
        if (!ROLES.contains(message.getRole())) {
            return invalid(path + ".role", "must be one of " + String.join(", ", sorted()));
        }
        Object content = message.getContent();
        if (content == null && !message.getRole().equals("assistant")) {
            return invalid(path + ".content", "must be set: only an assistant message may lack it");
        }
        if (message.getRole().equals("tool") && message.getToolCallId() == null) {
            return invalid(path + ".tool_call_id", "must be set in a tool message");
        }
        if (content instanceof List<?> parts) {
            return parts(parts, path + ".content");
        }
        return Optional.empty();
    }

    private static Optional<Failure> parts(List<?> parts, String path) {
        if (parts.isEmpty()) {
            return invalid(path, "must have at least one part");
        }
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof ContentPart part) {
                String missing = missing(part);
                if (!missing.isEmpty()) {
                    return invalid(
                            "%s[%d].%s".formatted(path, i, missing),
                            "must be set in a part of type " + part.getType());
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The field that a part of its type must have and has not; empty where it has it. Images and audio may come in a form
     * that the typed field has no room for, as servers take them: a bare string, or an object with fields of their own.
     */
    private static String missing(ContentPart part) {
        return switch (part.getType()) {
            case "text" -> part.getText() == null ? "text" : "";
            case "image_url" -> has(part.getImageUrl(), part, "image_url") ? "" : "image_url";
            case "input_audio" ->
                    has(part.getInputAudio(), part, "input_audio") ? "" : "input_audio";
            case "refusal" -> part.getRefusal() == null ? "refusal" : "";
            default -> "";
        };
    }

    private static boolean has(@Nullable Object typed, ContentPart part, String field) {
        return typed != null || JsonRules.says(part.getExtra(), field);
    }

    private static List<String> sorted() {
        return ROLES.stream().sorted().toList();
    }

    private static Optional<Failure> invalid(String field, String problem) {
        return Optional.of(Failure.invalid(field, field + " " + problem));
    }
}
