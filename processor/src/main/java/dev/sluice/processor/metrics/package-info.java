/**
 * What is measured, and under which names: what came of requests and what they used, calls and where they may go, how the limits
 * do, how windows and the scheduler stand, and what the process and Kafka's clients tell of themselves.
 *
 * <p>A leaf: it imports nothing of the service. Names of tenants and models, which anybody may choose who publishes a
 * request, are told apart up to a number that is configured; all other labels have the values that configuration or
 * code gives them.
 */
@NullMarked
package dev.sluice.processor.metrics;

import org.jspecify.annotations.NullMarked;
