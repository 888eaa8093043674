/**
 * Totals of usage over HTTP: the rows of all instances as one answer, or none. Each instance answers for the partitions that
 * it has; the one that is asked puts the answers together, and sees to it that no partition is missing.
 *
 * <p>May import {@code config}, and Vert.x. Where the rows are, the composition root hands in.
 */
@NullMarked
package dev.sluice.processor.admin.usage;

import org.jspecify.annotations.NullMarked;
