/**
 * Accepted and not yet answered: the durable window. A request is in the store from the commit that consumes it to the
 * commit that publishes its outcome.
 *
 * <p>May import {@code schedule}, {@code dispatch} and {@code outcome}.
 */
@NullMarked
package dev.sluice.processor.pending;

import org.jspecify.annotations.NullMarked;
