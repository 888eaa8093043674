/**
 * The configuration: plain records, and the strict loader that fills them. Every problem is found at start, together.
 *
 * <p>A leaf: it imports no other package of the service.
 */
@NullMarked
package dev.sluice.processor.config;

import org.jspecify.annotations.NullMarked;
