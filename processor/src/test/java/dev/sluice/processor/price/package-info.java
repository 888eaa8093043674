/** Tests of what answers cost. */
@NullMarked
package dev.sluice.processor.price;

import org.jspecify.annotations.NullMarked;
