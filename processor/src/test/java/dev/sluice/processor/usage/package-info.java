/** What was used, added up: pure arithmetic, and the processor on a context in memory. */
@NullMarked
package dev.sluice.processor.usage;

import org.jspecify.annotations.NullMarked;
