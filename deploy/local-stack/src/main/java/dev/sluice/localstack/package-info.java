/**
 * Sluice's surroundings on one machine: a Kafka broker, a schema registry and an endpoint, each for one call to start and one to close.
 *
 * <p>This package holds what they share: folders and ports. It imports nothing of the project, and nothing here knows the processor.
 */
@NullMarked
package dev.sluice.localstack;

import org.jspecify.annotations.NullMarked;
