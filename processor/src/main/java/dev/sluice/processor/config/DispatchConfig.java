package dev.sluice.processor.config;

/**
 * How much is sent at once.
 *
 * @param maxInFlight calls in flight per instance, 1 to 100,000
 * @param eventLoops event loops that make the calls, 1 to 1,024; as many as processors by default
 */
public record DispatchConfig(int maxInFlight, int eventLoops) {}
