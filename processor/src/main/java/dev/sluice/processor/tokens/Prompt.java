package dev.sluice.processor.tokens;

import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.ContentPart;
import java.util.List;

/**
 * What a model reads.
 *
 * @param texts to be counted
 * @param otherTokens what comes on top of them
 */
record Prompt(List<String> texts, long otherTokens) {
    /** OpenAI's cookbook, "How to count tokens with tiktoken". */
    private static final int PER_MESSAGE = 3;

    private static final int PER_NAME = 1;
    private static final int REPLY_START = 3;

    static Prompt of(ChatRequest request) {
        Texts texts = new Texts();
        long others = REPLY_START;
        for (ChatMessage message : request.getMessages()) {
            texts.add(message.getRole());
            texts.body(message);
            others += PER_MESSAGE + media(message);
            if (message.getName() != null) {
                texts.add(message.getName());
                others += PER_NAME;
            }
        }
        texts.add(request.getTools());
        texts.add(request.getResponseFormat());
        return new Prompt(texts.all(), others);
    }

    private static long media(ChatMessage message) {
        long tokens = 0;
        if (message.getContent() instanceof List<?> parts) {
            for (Object part : parts) {
                tokens += MediaTokens.of((ContentPart) part);
            }
        }
        return tokens;
    }
}
