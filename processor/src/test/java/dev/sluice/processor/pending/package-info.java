/** The durable window, on a context in memory. */
@NullMarked
package dev.sluice.processor.pending;

import org.jspecify.annotations.NullMarked;
