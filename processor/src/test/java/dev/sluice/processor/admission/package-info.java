/** The rules, held against requests that break them. */
@NullMarked
package dev.sluice.processor.admission;

import org.jspecify.annotations.NullMarked;
