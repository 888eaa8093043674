package dev.sluice.processor.metrics;

import java.util.OptionalDouble;

/**
 * How a limit does at one moment.
 *
 * @param name which one
 * @param value the limit, in its dimension's unit
 * @param granted requests that it let through so far
 * @param held how often it held one back so far, or would have
 * @param inUse requests that it counts and that are out
 * @param waiting requests that it holds back
 * @param oldestWaitSeconds how long the one of them has waited for a call that has waited longest; 0 where none waits
 * @param utilisation what is used of it, 1 being all; none for a rule for each tenant
 */
public record LimitStatus(
        Name name,
        long value,
        long granted,
        long held,
        long inUse,
        long waiting,
        double oldestWaitSeconds,
        OptionalDouble utilisation) {

    /**
     * What tells limits apart.
     *
     * @param limit the name of its rule
     * @param scope the kind of its scope
     * @param dimension what it counts
     * @param shadow whether it only counts
     */
    public record Name(String limit, String scope, String dimension, boolean shadow) {}
}
