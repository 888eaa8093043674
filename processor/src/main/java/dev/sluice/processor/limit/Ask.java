package dev.sluice.processor.limit;

/**
 * A request that wants to go.
 *
 * @param endpoint where to
 * @param sentModel the model as it would be sent there
 * @param tenant whose it is
 * @param askedModel the model as it is asked for
 * @param tokens of the prompt and, at the most, of the answer; an estimate, at least 0
 */
public record Ask(
        String endpoint, String sentModel, String tenant, String askedModel, long tokens) {
    /**
     * @throws IllegalArgumentException if the tokens are negative
     */
    public Ask {
        if (tokens < 0) {
            throw new IllegalArgumentException("negative tokens");
        }
    }
}
