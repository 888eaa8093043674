package dev.sluice.localstack.endpoint.chat;

/** Counts tokens. Safe for use by several threads. */
public interface TokenCounter {

    /** How many tokens a text has. */
    int count(String text);

    /** The longest head of a text that has at most so many tokens. */
    Head head(String text, int maxTokens);

    /**
     * The head of a text.
     *
     * @param text the head
     * @param tokens how many tokens it has
     * @param cut whether something is missing
     */
    record Head(String text, int tokens, boolean cut) {}

    /**
     * The tokens of a prompt, as OpenAI's cookbook counts them for its chat models ("How to count tokens with tiktoken"): three for
     * each message, one more where it has a name, and three to begin the reply. An image is 85, its price in low detail (OpenAI's
     * guide to images and vision). Tool calls and definitions are not counted.
     */
    default int prompt(ChatCall call) {
        int tokens = 3;
        for (ChatCall.Message message : call.messages()) {
            tokens += 3 + count(message.role()) + count(message.text()) + 85 * message.images();
            tokens += message.name().isEmpty() ? 0 : 1 + count(message.name());
        }
        return tokens;
    }
}
