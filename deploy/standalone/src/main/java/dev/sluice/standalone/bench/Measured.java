package dev.sluice.standalone.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one round measured of one system.
 *
 * @param perSecond outcomes a second at full speed
 * @param cpuSeconds of the process under test for 1,000 requests, at full speed
 * @param peakMebibytes most memory that the process had resident, over the whole round
 * @param dispatch from producing a request to its dispatch
 * @param forward from the answer to handing the outcome to the producer
 * @param visible from the answer to the outcome's arrival at a read_committed consumer
 */
record Measured(
        double perSecond,
        double cpuSeconds,
        double peakMebibytes,
        Quantiles dispatch,
        Quantiles forward,
        Quantiles visible) {

    /**
     * Of a latency at the paced rate, in milliseconds.
     *
     * @param p50 half are not above it
     * @param p99 one in a hundred is above it
     */
    record Quantiles(double p50, double p99) {
        static Quantiles median(List<Quantiles> rounds) {
            return new Quantiles(
                    Measured.median(rounds, Quantiles::p50),
                    Measured.median(rounds, Quantiles::p99));
        }
    }

    /** The median of each number over the rounds, at least one. */
    static Measured median(List<Measured> rounds) {
        return new Measured(
                median(rounds, Measured::perSecond),
                median(rounds, Measured::cpuSeconds),
                median(rounds, Measured::peakMebibytes),
                Quantiles.median(rounds.stream().map(Measured::dispatch).toList()),
                Quantiles.median(rounds.stream().map(Measured::forward).toList()),
                Quantiles.median(rounds.stream().map(Measured::visible).toList()));
    }

    static <T> double median(List<T> rounds, ToDoubleFunction<T> number) {
        List<Double> sorted = new ArrayList<>();
        rounds.forEach(round -> sorted.add(number.applyAsDouble(round)));
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
