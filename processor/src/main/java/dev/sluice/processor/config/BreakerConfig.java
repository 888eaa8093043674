package dev.sluice.processor.config;

import java.time.Duration;

/**
 * When calls to an endpoint for a model are held back because most fail. Requests wait meanwhile; none is lost.
 *
 * @param failureRate share of failed calls that opens it, in percent; 1 to 100
 * @param minimumCalls calls before a rate means anything; 1 to {@code windowCalls}
 * @param windowCalls last calls that the rate is taken of; 1 to 10,000
 * @param openTime how long it stays open before a probe; 10 ms to 1 h
 */
public record BreakerConfig(
        int failureRate, int minimumCalls, int windowCalls, Duration openTime) {}
