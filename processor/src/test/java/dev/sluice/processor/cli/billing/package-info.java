/** Reports, comparisons and choices as pure functions, and the commands on a real broker. */
@NullMarked
package dev.sluice.processor.cli.billing;

import org.jspecify.annotations.NullMarked;
