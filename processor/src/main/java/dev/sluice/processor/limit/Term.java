package dev.sluice.processor.limit;

/**
 * What a rule says of one dimension.
 *
 * @param rule the rule
 * @param dimension what is limited
 * @param since from when it holds, in nanoseconds of the limiter's clock
 * @param tally its counts
 */
record Term(LimitRule rule, Dimension dimension, long since, Tally tally) {
    long value() {
        Long value = rule.values().get(dimension);
        if (value == null) {
            throw new IllegalStateException(rule.name() + " does not limit " + dimension.label());
        }
        return value;
    }

    /** The limit of one scope that it counts for. */
    Limit limit(Scope scope) {
        return new Limit(rule.name(), scope, dimension);
    }
}
