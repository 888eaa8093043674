/** The ways in which an endpoint can fail, as tables, and the run of all of them. */
@NullMarked
package dev.sluice.processor.e2e.fault;

import org.jspecify.annotations.NullMarked;
