/**
 * How many calls an instance has sent, kept in a file that outlives a crash of its process, and told to where usage is added
 * up once the process is over.
 *
 * <p>May import {@code config} and {@code usage}.
 */
@NullMarked
package dev.sluice.processor.ledger;

import org.jspecify.annotations.NullMarked;
