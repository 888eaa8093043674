package dev.sluice.processor.dispatch;

import dev.sluice.v1.ChatRequest;
import org.apache.avro.Schema;

/** The request as it goes to one endpoint: an alias is resolved, and old messages may be left out. */
final class SentRequest {
    private SentRequest() {}

    static ChatRequest of(Call call) {
        ChatRequest request = call.subject().request();
        int trimmed = call.past().trimmedMessages();
        if (trimmed == 0 && request.getModel().equals(call.target().model())) {
            return request;
        }
        // The generated builder would copy every message.
        ChatRequest sent = new ChatRequest();
        for (Schema.Field field : request.getSchema().getFields()) {
            sent.put(field.pos(), request.get(field.pos()));
        }
        sent.setModel(call.target().model());
        sent.setMessages(ContextTrim.apply(request.getMessages(), trimmed));
        return sent;
    }
}
