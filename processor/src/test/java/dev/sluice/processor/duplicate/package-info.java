/** Repeats, and the ids that they are found by. */
@NullMarked
package dev.sluice.processor.duplicate;

import org.jspecify.annotations.NullMarked;
