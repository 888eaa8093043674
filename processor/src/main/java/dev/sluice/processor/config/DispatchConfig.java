package dev.sluice.processor.config;

import java.time.Duration;

/**
 * How much is sent at once, and for how long a stop waits for it.
 *
 * @param maxInFlight calls in flight per instance, 1 to 100,000
 * @param eventLoops event loops that make the calls, 1 to 1,024; as many as processors by default
 * @param drainTimeout how long an instance that is told to stop waits for calls that are out; 0 to 1 h
 */
public record DispatchConfig(int maxInFlight, int eventLoops, Duration drainTimeout) {}
