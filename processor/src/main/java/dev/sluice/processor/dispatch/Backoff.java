package dev.sluice.processor.dispatch;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The pause before a call is repeated where the endpoint asks for none: min(0.5·2ⁿ, 8) s after n repetitions, less up to a
 * quarter at random, as OpenAI's own clients wait.
 */
final class Backoff {
    private static final long FIRST_MILLIS = 500;

    /** Beyond this many doublings every configurable longest pause is reached. */
    private static final int MOST_DOUBLINGS = 20;

    private static final double SPREAD = 0.25;

    private final DoubleSupplier random;

    /**
     * @param random numbers from 0 to below 1, evenly spread
     */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /**
     * The pause.
     *
     * @param repeated how often the call was repeated before; from 0
     * @param longest the longest pause
     */
    Duration pause(int repeated, Duration longest) {
        long grown = FIRST_MILLIS << Math.min(repeated, MOST_DOUBLINGS);
        long bounded = Math.min(grown, longest.toMillis());
        return Duration.ofMillis(Math.round(bounded * (1 - SPREAD * random.getAsDouble())));
    }
}
