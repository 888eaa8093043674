/**
 * Was this request let in before? Between {@code admission} and {@code pending}: the id of each request that is let in is
 * remembered by its tenant, in a store of the partition, and one that comes again is not sent again.
 *
 * <p>May import {@code pending}, {@code outcome}, {@code config}, {@code flow} and {@code metrics}.
 */
@NullMarked
package dev.sluice.processor.duplicate;

import org.jspecify.annotations.NullMarked;
