/**
 * How the limits do and what waits, as this instance knows it: numbers, and the names of tenants and models, but nothing of a
 * request itself.
 *
 * <p>May import {@code metrics}, and Vert.x. What it shows, the composition root hands in.
 */
@NullMarked
package dev.sluice.processor.admin.state;

import org.jspecify.annotations.NullMarked;
