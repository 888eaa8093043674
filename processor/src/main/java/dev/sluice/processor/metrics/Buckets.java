package dev.sluice.processor.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;

/** The fixed buckets of histograms of time, in seconds: few, as each is a series of its own. */
final class Buckets {
    /** Of what waits for a limit: from at once to hours. */
    static final Duration[] WAIT =
            seconds(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60, 300, 900, 3_600, 14_400);

    /** Of a call: from a small model's first token to a long answer. */
    static final Duration[] CALL =
            seconds(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600);

    /** Of a commit. */
    static final Duration[] COMMIT =
            seconds(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30);

    private Buckets() {}

    /** A histogram of times. */
    static Timer timer(
            MeterRegistry registry,
            String name,
            String description,
            Duration[] buckets,
            String... tags) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(buckets)
                .tags(tags)
                .register(registry);
    }

    private static Duration[] seconds(double... seconds) {
        return Arrays.stream(seconds)
                .mapToObj(one -> Duration.ofMillis(Math.round(1_000 * one)))
                .toArray(Duration[]::new);
    }
}
