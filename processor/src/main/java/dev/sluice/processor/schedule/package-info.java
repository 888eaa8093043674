/**
 * Who goes next, and when: one single-threaded scheduler per instance owns order, concurrency and deadlines.
 *
 * <p>Requests wait in the {@code WaitingRoom}: in {@code Lanes} of requests that the same holds for, ready or held back in
 * line at a {@code Barrier}. {@code Targets} tells where one can go now, by circuit breakers,
 * by pauses that endpoints asked for, by how much they say that they take and are found to carry, and by the limits. So a decision costs the logarithm of what waits.
 *
 * <p>May import {@code dispatch}, {@code route}, {@code limit}, {@code tokens}, {@code metrics} and {@code outcome}; of Vert.x only the context that it runs on.
 */
@NullMarked
package dev.sluice.processor.schedule;

import org.jspecify.annotations.NullMarked;
