/** Tests of the standalone stack. May import what the stack imports, and the test libraries. */
@NullMarked
package dev.sluice.standalone;

import org.jspecify.annotations.NullMarked;
