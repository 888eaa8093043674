package dev.sluice.processor.limit;

/**
 * A request that wants to go.
 *
 * @param endpoint where to
 * @param sentModel the model as it would be sent there
 * @param tenant whose it is
 * @param askedModel the model as it is asked for
 * @param tokens of the prompt and, at the most, of the answer; an estimate, at least 0
 * @param least what it takes at the least, at most the tokens; what is above that is a guess
 * @param caution what part of a limit a guess may take: 1 is all of it, 2 a half; at least 1
 */
public record Ask(
        String endpoint,
        String sentModel,
        String tenant,
        String askedModel,
        long tokens,
        long least,
        int caution) {
    /**
     * @throws IllegalArgumentException if the least is negative, or more than the tokens, or the caution is not positive
     */
    public Ask {
        if (least < 0 || tokens < least || caution < 1) {
            throw new IllegalArgumentException(
                    "no range of tokens: " + least + "-" + tokens + ", " + caution);
        }
    }

    /**
     * A request of which no token is a guess.
     *
     * @throws IllegalArgumentException if the tokens are negative
     */
    public Ask(String endpoint, String sentModel, String tenant, String askedModel, long tokens) {
        this(endpoint, sentModel, tenant, askedModel, tokens, tokens, 1);
    }

    /** What it asks for where there are no more tokens than these. Never less than it needs. */
    long within(long most) {
        long guess = Math.min(tokens - least, most / caution);
        return Math.max(least, Math.min(least + guess, most));
    }

    /** The same for so many tokens. */
    Ask of(long reserved) {
        return reserved == tokens
                ? this
                : new Ask(endpoint, sentModel, tenant, askedModel, reserved, least, caution);
    }
}
