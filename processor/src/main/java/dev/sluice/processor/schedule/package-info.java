/**
 * Who goes next, and when: one single-threaded scheduler per instance owns order, concurrency and deadlines.
 *
 * <p>May import {@code dispatch}, {@code route} and {@code outcome}; of Vert.x only the context that it runs on.
 */
@NullMarked
package dev.sluice.processor.schedule;

import org.jspecify.annotations.NullMarked;
