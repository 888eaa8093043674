package dev.sluice.processor.config;

import java.time.Duration;

/**
 * How calls are repeated.
 *
 * @param maxAttempts calls for one request at most, the first one included; 1 to 1,000. Calls that were turned away with 429
 *     do not count, up to 1,000 calls in all; 1: no call is ever repeated
 * @param maxDelay longest pause between two calls where the endpoint asks for none itself; 100 ms to 1 h
 */
public record RetryConfig(int maxAttempts, Duration maxDelay) {}
