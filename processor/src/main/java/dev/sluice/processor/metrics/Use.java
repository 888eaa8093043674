package dev.sluice.processor.metrics;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What an outcome adds to what was used.
 *
 * @param completions answered requests
 * @param failures requests that ended as failures
 * @param tokens by kind
 * @param costs exact amounts by currency
 */
public record Use(long completions, long failures, Tokens tokens, Map<String, BigDecimal> costs) {
    /**
     * Tokens that endpoints reported, or that were estimated in their place.
     *
     * @param prompt of prompts
     * @param cached those of them that came from a cache
     * @param completion of answers
     * @param reasoning those of them that were spent on reasoning
     */
    public record Tokens(long prompt, long cached, long completion, long reasoning) {}
}
