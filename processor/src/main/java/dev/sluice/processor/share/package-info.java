/**
 * Instances share limits: together they stay within what one would have to keep to.
 *
 * <p>There is no owner that could die, be replaced or be there twice. All instances write what they would like to have
 * into one partition of one topic, and read it; what each is given follows from the order of that log and the time at
 * which the broker appended each entry, so that all come to the same result. Kafka's log is the arbiter, and its clock the
 * only one: what an instance was given is good for a short while from when it asked, by its own clock, which is before
 * the broker's time of the entry by which the others count it.
 *
 * <p>{@link dev.sluice.processor.share.Ledger} is that result, {@link dev.sluice.processor.share.SharedLimits} one instance's
 * part in it; {@link dev.sluice.processor.share.ShareLog} reads and writes. It may import {@code limit} and {@code
 * config}.
 */
@NullMarked
package dev.sluice.processor.share;

import org.jspecify.annotations.NullMarked;
