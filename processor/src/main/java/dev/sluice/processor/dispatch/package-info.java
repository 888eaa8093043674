/**
 * One HTTP exchange: the endpoint, the body that is sent, the answer, and what it means.
 *
 * <p>May import {@code openai}, {@code tokens}, {@code route} and {@code outcome}. Beside the composition root and the scheduler's context, the only
 * package that knows Vert.x.
 */
@NullMarked
package dev.sluice.processor.dispatch;

import org.jspecify.annotations.NullMarked;
