package dev.sluice.processor.schedule;

import dev.sluice.processor.limit.Grant;
import dev.sluice.processor.route.Target;

/**
 * Leave for one call.
 *
 * @param target where it may go
 * @param probe whether it is the one call that a half-open circuit breaker lets through
 * @param grant what the limits count for it
 * @param trip what the target and its endpoint know the call by
 */
record Leave(Target target, boolean probe, Grant grant, Trip trip) implements Passage {}
