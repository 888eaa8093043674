/** Tests of the limits: by example, by property, and against a simulation that counts naively. */
@NullMarked
package dev.sluice.processor.limit;

import org.jspecify.annotations.NullMarked;
