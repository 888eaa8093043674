package dev.sluice.processor.limit;

/**
 * What is counted together, whichever rule limits it.
 *
 * @param scope whose requests; a tenant's own where the rule is for each
 * @param dimension what of them
 */
public record Counted(Scope scope, Dimension dimension) {}
