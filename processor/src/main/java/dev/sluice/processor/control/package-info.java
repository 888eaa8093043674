/**
 * Limits that are set while the service runs: a compacted topic says what is other than in the configuration. Each
 * instance reads all of it, by itself, and goes on reading.
 *
 * <p>Beside the flow, and before it: of the service it imports only {@code config}. The limits themselves are in {@code
 * limit}; how a change reaches them is for the composition root to say.
 */
@NullMarked
package dev.sluice.processor.control;

import org.jspecify.annotations.NullMarked;
