/** The service as a whole. */
@NullMarked
package dev.sluice.processor;

import org.jspecify.annotations.NullMarked;
