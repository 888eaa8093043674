package dev.sluice.processor.limit;

import java.util.EnumMap;
import java.util.Map;

/**
 * A limit as it is configured.
 *
 * @param name tells it from others
 * @param scope whose requests it counts
 * @param values the most that it lets through, by dimension; at least one, each from 1 to {@link Dimension#max}
 * @param burst how many requests may go at once after a pause, at least 1; never more than the limit in a minute
 * @param shadow whether it only counts what it would hold back
 */
public record LimitRule(
        String name, Scope scope, Map<Dimension, Long> values, int burst, boolean shadow) {
    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public LimitRule {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("The limit " + name + " limits nothing");
        }
        values.forEach((dimension, value) -> check(name, dimension, value));
        if (burst < 1) {
            throw new IllegalArgumentException("The burst of the limit " + name + " is below 1");
        }
        values = Map.copyOf(new EnumMap<>(values));
    }

    private static void check(String name, Dimension dimension, long value) {
        if (value < 1 || value > dimension.max()) {
            throw new IllegalArgumentException(
                    "The limit %s has %d %s, which is not from 1 to %d"
                            .formatted(name, value, dimension.label(), dimension.max()));
        }
    }
}
