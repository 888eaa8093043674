/**
 * What was used, added up: each outcome is taken apart into what it adds to which account, and a part of the topology of
 * its own adds that up by window and publishes the totals.
 *
 * <p>The end of the arrow, behind {@code outcome}. May import {@code config} and {@code schemas}.
 */
@NullMarked
package dev.sluice.processor.usage;

import org.jspecify.annotations.NullMarked;
