/**
 * Streamed answers: an event stream goes in byte by byte as it comes, and what comes out is what a plain call would have
 * given. The pieces are put together as the JSON of a plain answer, which the reader of plain answers then reads: so the
 * two can't drift apart.
 *
 * <p>It imports the generated records, Jackson and the {@code openai} package, and no other package of the service. It
 * does no I/O and knows no clock.
 */
@NullMarked
package dev.sluice.processor.openai.stream;

import org.jspecify.annotations.NullMarked;
