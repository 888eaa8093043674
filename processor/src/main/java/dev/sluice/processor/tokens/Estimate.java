package dev.sluice.processor.tokens;

/**
 * The tokens that a request will cost, as far as can be told before.
 *
 * @param prompt at least 1
 * @param completion at the most where the request sets that, else what is usual; at least 0
 */
public record Estimate(long prompt, long completion) {
    /** Both together. */
    public long total() {
        return prompt + completion;
    }
}
