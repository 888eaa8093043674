/**
 * The Kafka clients that the stream runs on: the gate that keeps the backlog in Kafka, the pacing of polls while calls
 * are in flight, and the fence around every transaction.
 *
 * <p>A leaf: of the service it imports only {@code config}.
 */
@NullMarked
package dev.sluice.processor.flow;

import org.jspecify.annotations.NullMarked;
