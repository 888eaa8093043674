/**
 * A simulated OpenAI-compatible endpoint: a real HTTP server whose answers, delays, limits and faults are the caller's choice.
 *
 * <p>May import {@code dev.sluice.localstack}, its own subpackages and Vert.x.
 */
@NullMarked
package dev.sluice.localstack.endpoint;

import org.jspecify.annotations.NullMarked;
