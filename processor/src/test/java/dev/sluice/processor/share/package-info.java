/** Limits that instances share: properties of what the log gives, and simulated instances on a simulated log. */
@NullMarked
package dev.sluice.processor.share;

import org.jspecify.annotations.NullMarked;
