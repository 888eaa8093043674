package dev.sluice.processor.tokens;

/**
 * The tokens that a request will cost, as far as can be told before.
 *
 * @param prompt at least 1
 * @param completion at the most where the request sets that, else what is usual; at least 0
 * @param basis where the completion's number comes from
 */
public record Estimate(long prompt, long completion, Basis basis) {
    /** Where the tokens of an answer come from. */
    public enum Basis {
        /** The request allows no more. */
        SET,
        /** So many came before, on average. */
        USUAL,
        /** Little is known of what is usual. */
        GUESSED
    }

    /**
     * A mere guess takes at most an eighth of a limit. So under a limit that is not much more than the guess, or less, requests
     * flow until it is known what is usual, instead of each waiting for a whole minute's tokens.
     */
    private static final int CAUTION = 8;

    /** Both together. */
    public long total() {
        return prompt + completion;
    }

    /** What has to be there for it, by what the request says. */
    public long least() {
        return basis == Basis.SET ? total() : prompt;
    }

    /** The part of a limit that may be held for what is above the least: 1 is all of it. */
    public int caution() {
        return basis == Basis.GUESSED ? CAUTION : 1;
    }
}
