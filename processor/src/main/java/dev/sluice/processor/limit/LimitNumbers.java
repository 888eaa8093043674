package dev.sluice.processor.limit;

import java.util.OptionalDouble;

/**
 * How a limit does.
 *
 * @param limit which one; of a rule for each tenant all buckets together
 * @param value the limit
 * @param shadow whether it only counts
 * @param granted requests that it let through
 * @param held how often it held one back, or would have
 * @param inUse requests that are out now
 * @param utilisation what is used of it, 1 being all: of the last minute, of the day, or at this moment where it limits
 *     concurrency; none for a rule for each tenant
 */
public record LimitNumbers(
        Limit limit,
        long value,
        boolean shadow,
        long granted,
        long held,
        long inUse,
        OptionalDouble utilisation) {}
