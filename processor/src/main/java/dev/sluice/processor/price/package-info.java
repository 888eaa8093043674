/**
 * What answers cost: exact arithmetic over the configured prices, without state.
 *
 * <p>Any package may import it. It imports {@code config} and the contract's records.
 */
@NullMarked
package dev.sluice.processor.price;

import org.jspecify.annotations.NullMarked;
