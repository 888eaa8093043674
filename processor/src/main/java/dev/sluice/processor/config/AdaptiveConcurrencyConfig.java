package dev.sluice.processor.config;

import java.util.OptionalDouble;

/**
 * Bounds of a limit on calls at once to an endpoint that follows how the endpoint does.
 *
 * @param min it never falls below; 1 to {@code max}
 * @param max it never rises above; up to 100,000
 * @param initial what it starts with; {@code min} to {@code max}
 * @param latencyFactor it falls when calls take this many times as long as they did lately at best, 1.1 to 100; where it is
 *     absent, it does not matter how long calls take
 */
public record AdaptiveConcurrencyConfig(
        int min, int max, int initial, OptionalDouble latencyFactor) {}
