/**
 * What is measured, and under which names: how the limits do, and how good the estimates are.
 *
 * <p>A leaf: it imports nothing of the service. No meter has the name of a tenant, which anybody may choose who publishes a
 * request.
 */
@NullMarked
package dev.sluice.processor.metrics;

import org.jspecify.annotations.NullMarked;
