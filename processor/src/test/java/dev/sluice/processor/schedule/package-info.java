/** Who goes next, driven step by step. */
@NullMarked
package dev.sluice.processor.schedule;

import org.jspecify.annotations.NullMarked;
