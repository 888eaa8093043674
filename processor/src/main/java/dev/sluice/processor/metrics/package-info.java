/**
 * What is measured, and under which names: how the limits do, how good the estimates are, and how many requests came again.
 *
 * <p>A leaf: it imports nothing of the service. No meter has the name of a tenant, which anybody may choose who publishes a
 * request.
 */
@NullMarked
package dev.sluice.processor.metrics;

import org.jspecify.annotations.NullMarked;
