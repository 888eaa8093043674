package dev.sluice.processor.limit;

/**
 * One limit of one scope: what a request waits for. Equal for as long as the rule has its name, so that requests can be
 * set aside under it.
 *
 * @param rule the name of its rule
 * @param scope whose requests it counts; a tenant's own where the rule is for each
 * @param dimension what it counts
 */
public record Limit(String rule, Scope scope, Dimension dimension) {}
