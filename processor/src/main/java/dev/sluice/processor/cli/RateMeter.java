package dev.sluice.processor.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** The rate over the last seconds: work that was found done already does not make the rest look quick for ever. */
final class RateMeter {
    private static final long WINDOW_NANOS = 10_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, double value) {}

    void add(long nanos, double value) {
        samples.addLast(new Sample(nanos, value));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    /** Per second; empty before there are two samples at different times. */
    OptionalDouble perSecond() {
        if (samples.size() < 2 || samples.getLast().nanos() == samples.getFirst().nanos()) {
            return OptionalDouble.empty();
        }
        double value = samples.getLast().value() - samples.getFirst().value();
        return OptionalDouble.of(
                value
                        * NANOS_PER_SECOND
                        / (samples.getLast().nanos() - samples.getFirst().nanos()));
    }
}
