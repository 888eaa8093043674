package dev.sluice.localstack.endpoint.chat;

/** How usage is counted. */
public enum TokenCounting {
    /** With a real tokenizer, at its cost of CPU. */
    TOKENIZER,
    /** By the number of characters. */
    APPROXIMATE;

    /** A counter of this kind. */
    public TokenCounter counter() {
        return switch (this) {
            case TOKENIZER -> new TokenizerCounter();
            case APPROXIMATE -> new ApproximateCounter();
        };
    }
}
