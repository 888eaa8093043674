/**
 * What operators see of a running instance, over HTTP.
 *
 * <p>May import {@code config} and {@code metrics}, and Vert.x. What it shows, the composition root hands in.
 */
@NullMarked
package dev.sluice.processor.admin;

import org.jspecify.annotations.NullMarked;
