package dev.sluice.processor.config;

/**
 * How much is sent at once.
 *
 * @param maxInFlight calls in flight per instance, at least 1
 * @param eventLoops event loops that make the calls, at least 1
 */
public record DispatchConfig(int maxInFlight, int eventLoops) {}
