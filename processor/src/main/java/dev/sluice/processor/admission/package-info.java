/**
 * Is this request readable, valid and in time? The first stage: what it refuses becomes a failure record, what it lets
 * in goes on to {@code pending}.
 */
@NullMarked
package dev.sluice.processor.admission;

import org.jspecify.annotations.NullMarked;
