package dev.sluice.processor.admission;

import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.ContentPart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests to break. */
final class Requests {
    private Requests() {}

    static ChatRequest.Builder valid() {
        return ChatRequest.newBuilder()
                .setId("id")
                .setModel("model")
                .setMessages(List.of(user("hello")));
    }

    static ChatMessage user(@Nullable Object content) {
        return ChatMessage.newBuilder().setRole("user").setContent(content).build();
    }

    static ContentPart.Builder part(String type) {
        return ContentPart.newBuilder().setType(type);
    }
}
