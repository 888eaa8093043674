/**
 * Sluice with everything around it from one command: broker, registry, endpoint and processor in one place, a file of
 * requests in, a file of answers out.
 *
 * <p>Imports the local stack, the processor's root, its config and its cli; nothing imports this package but its own
 * {@code bench}.
 */
@NullMarked
package dev.sluice.standalone;

import org.jspecify.annotations.NullMarked;
