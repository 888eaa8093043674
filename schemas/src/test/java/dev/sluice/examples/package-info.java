/** The examples that the README shows, here so that they compile. May import what a user's program has. */
@NullMarked
package dev.sluice.examples;

import org.jspecify.annotations.NullMarked;
