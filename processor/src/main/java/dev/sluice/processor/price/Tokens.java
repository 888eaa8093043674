package dev.sluice.processor.price;

import dev.sluice.v1.Usage;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts that have a price, as far as they are known.
 *
 * @param prompt tokens of the prompt, cached ones included
 * @param cached those of them that the endpoint took from its cache, at most all; 0 where it does not say
 * @param completion tokens of the answer, reasoning included
 */
record Tokens(OptionalLong prompt, long cached, OptionalLong completion) {
    static Tokens of(@Nullable Usage usage) {
        if (usage == null) {
            return new Tokens(OptionalLong.empty(), 0, OptionalLong.empty());
        }
        OptionalLong prompt = known(usage.getPromptTokens());
        return new Tokens(
                prompt,
                Math.min(known(usage.getCachedTokens()).orElse(0), prompt.orElse(0)),
                known(usage.getCompletionTokens()));
    }

    /** Prompt tokens that the cache did not have. */
    long uncached() {
        return prompt.orElse(0) - cached;
    }

    private static OptionalLong known(@Nullable Long count) {
        return count == null || count < 0 ? OptionalLong.empty() : OptionalLong.of(count);
    }
}
