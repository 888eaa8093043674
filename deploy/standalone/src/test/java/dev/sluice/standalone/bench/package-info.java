/** Tests of the benchmark. May import what the benchmark imports, and the test libraries. */
@NullMarked
package dev.sluice.standalone.bench;

import org.jspecify.annotations.NullMarked;
