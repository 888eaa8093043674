/**
 * The command line.
 */
@NullMarked
package dev.sluice.processor.cli;

import org.jspecify.annotations.NullMarked;
