package dev.sluice.processor.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads the bounds of an endpoint's adaptive limit, which is on where its largest value is given. */
final class AdaptiveConcurrencyReader {
    private final String section;
    private final Values values;
    private final Problems problems;

    AdaptiveConcurrencyReader(String section, Values values, Problems problems) {
        this.section = section;
        this.values = values;
        this.problems = problems;
    }

    Optional<AdaptiveConcurrencyConfig> read() {
        Optional<Integer> max = values.find(EndpointKeys.ADAPTIVE_MAX.under(section));
        Optional<Integer> initial = values.find(EndpointKeys.ADAPTIVE_INITIAL.under(section));
        Optional<Double> factor = values.find(EndpointKeys.ADAPTIVE_LATENCY_FACTOR.under(section));
        int min = values.get(EndpointKeys.ADAPTIVE_MIN.under(section));
        checkIsOn();
        if (max.isEmpty()) {
            return Optional.empty();
        }
        AdaptiveConcurrencyConfig read =
                new AdaptiveConcurrencyConfig(
                        min,
                        max.get(),
                        initial.orElseGet(() -> standard(min, max.get())),
                        factor.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
        checkOrder(read);
        return Optional.of(read);
    }

    /** What stands in the table, as far as the bounds allow. */
    private static int standard(int min, int max) {
        int initial = Integer.parseInt(EndpointKeys.ADAPTIVE_INITIAL.standard().orElseThrow());
        return Math.max(min, Math.min(initial, max));
    }

    private void checkIsOn() {
        if (values.isGiven(key(EndpointKeys.ADAPTIVE_MAX))) {
            return;
        }
        for (Key<?> other :
                List.of(
                        EndpointKeys.ADAPTIVE_MIN,
                        EndpointKeys.ADAPTIVE_INITIAL,
                        EndpointKeys.ADAPTIVE_LATENCY_FACTOR)) {
            if (values.isGiven(key(other)) && problems.noneOf(key(other))) {
                problems.add(
                        key(other),
                        "does nothing without "
                                + key(EndpointKeys.ADAPTIVE_MAX)
                                + values.origin(key(other)));
            }
        }
    }

    private void checkOrder(AdaptiveConcurrencyConfig read) {
        String min = key(EndpointKeys.ADAPTIVE_MIN);
        String max = key(EndpointKeys.ADAPTIVE_MAX);
        String initial = key(EndpointKeys.ADAPTIVE_INITIAL);
        if (read.min() > read.max() && problems.noneOf(min, max)) {
            problems.add(min, "must be at most " + max + values.origin(min));
        } else if ((read.initial() < read.min() || read.initial() > read.max())
                && problems.noneOf(min, max, initial)) {
            problems.add(initial, "must be from " + min + " to " + max + values.origin(initial));
        }
    }

    private String key(Key<?> key) {
        return key.under(section).name();
    }
}
