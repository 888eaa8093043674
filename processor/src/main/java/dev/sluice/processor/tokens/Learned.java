package dev.sluice.processor.tokens;

/**
 * What reports have taught of one tenant's requests to one model.
 *
 * @param counted the mean of what was counted for a prompt
 * @param reported the mean of what was reported for it
 * @param prompts how many of these there were, up to {@link #MEMORY}
 * @param completion the mean of the tokens of an answer that the request set no limit for
 * @param completions how many of these there were, up to {@link #MEMORY}; what it starts from is one
 */
record Learned(double counted, double reported, int prompts, double completion, int completions) {
    /** Each report weighs one in so many, once there have been as many: old ones fade. */
    static final int MEMORY = 32;

    /**
     * Bounds of tokens reported for one counted. Without a known encoding four bytes count as one token, and no tokenizer
     * takes less than a byte for one, but chat templates add to short prompts; runs of spaces may be one token in all.
     */
    static final double MIN_FACTOR = 0.25;

    static final double MAX_FACTOR = 8;

    /** After so many answers what it started from weighs little. */
    private static final int FEW = 8;

    /** Nothing was reported yet. */
    static Learned nothing(double completion) {
        return new Learned(0, 0, 0, completion, 1);
    }

    /** By how much prompts are larger than they are counted. Large prompts weigh more, as they do in a limit. */
    double factor() {
        if (prompts == 0) {
            return 1;
        }
        return Math.min(MAX_FACTOR, Math.max(MIN_FACTOR, reported / counted));
    }

    /** Whether enough answers came to know what is usual. */
    boolean isFounded() {
        return completions > FEW;
    }

    /** A prompt was reported; both at least 1. */
    Learned prompt(double nowCounted, double nowReported) {
        int number = Math.min(prompts + 1, MEMORY);
        // One report in odd units must not undo all others.
        double believed =
                Math.min(MAX_FACTOR * nowCounted, Math.max(MIN_FACTOR * nowCounted, nowReported));
        return new Learned(
                moved(counted, nowCounted, number),
                moved(reported, believed, number),
                number,
                completion,
                completions);
    }

    /** An answer was reported, at least 0. */
    Learned completion(double tokens) {
        int number = Math.min(completions + 1, MEMORY);
        return new Learned(counted, reported, prompts, moved(completion, tokens, number), number);
    }

    private static double moved(double mean, double value, int number) {
        return mean + (value - mean) / number;
    }
}
