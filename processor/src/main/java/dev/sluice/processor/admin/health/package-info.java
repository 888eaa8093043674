/**
 * Whether the instance works, and whether it can do its work, as programs that watch containers ask it.
 *
 * <p>May import nothing of the service. What is checked, the composition root hands in.
 */
@NullMarked
package dev.sluice.processor.admin.health;

import org.jspecify.annotations.NullMarked;
