/**
 * The one terminal record of a request: what it is about, what came of it, and its bytes.
 *
 * <p>Every stage before it may import it, and it imports none of them, only {@code usage} and {@code schemas}.
 */
@NullMarked
package dev.sluice.processor.outcome;

import org.jspecify.annotations.NullMarked;
