package dev.sluice.localstack.endpoint.chat;

/** Four characters are a token, OpenAI's rule of thumb for English text. Costs nothing, which is what a benchmark needs. */
final class ApproximateCounter implements TokenCounter {

    private static final int CHARACTERS = 4;

    @Override
    public int count(String text) {
        return (text.length() + CHARACTERS - 1) / CHARACTERS;
    }

    @Override
    public Head head(String text, int maxTokens) {
        int tokens = count(text);
        return tokens <= maxTokens
                ? new Head(text, tokens, false)
                : new Head(text.substring(0, maxTokens * CHARACTERS), maxTokens, true);
    }
}
