package dev.sluice.processor.metrics;

import java.util.OptionalDouble;

/**
 * How a limit does, and what this instance has of it.
 *
 * @param status how it does
 * @param counts whose requests it counts, as outcomes name it, such as {@code tenant:acme}
 * @param ofAll whether {@link LimitStatus#utilisation} is that of all instances together, and not of this one
 * @param share what this instance uses of it, 1 being all of the limit; none where that is not known
 */
public record LimitUse(LimitStatus status, String counts, boolean ofAll, OptionalDouble share) {}
