/**
 * How the log is written. What is logged, each part says for itself.
 *
 * <p>Of the service it imports only {@code config}.
 */
@NullMarked
package dev.sluice.processor.logs;

import org.jspecify.annotations.NullMarked;
