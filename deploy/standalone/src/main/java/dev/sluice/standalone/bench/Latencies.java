package dev.sluice.standalone.bench;

import dev.sluice.standalone.bench.Measured.Quantiles;
import dev.sluice.v1.Timings;
import org.HdrHistogram.Histogram;
import org.apache.kafka.common.header.Headers;

/** The latencies of one round, in microseconds. */
final class Latencies {
    private static final int DIGITS = 3;
    private static final double MICROS = 1_000;

    private final Histogram dispatch = new Histogram(DIGITS);
    private final Histogram forward = new Histogram(DIGITS);
    private final Histogram visible = new Histogram(DIGITS);

    /**
     * Takes an outcome.
     *
     * @param receivedAt when it was read, microseconds since the epoch
     */
    void add(Timings timings, Headers headers, long receivedAt) {
        long answered = Stamps.micros(timings.getAnsweredAt());
        record(
                dispatch,
                Stamps.micros(timings.getDispatchedAt()) - Stamps.micros(timings.getAppendedAt()));
        record(forward, Stamps.read(headers, Stamps.FORWARDED_AT) - answered);
        record(visible, receivedAt - answered);
    }

    /** The clock that all share may be set back a little between two readings; appends are stamped in milliseconds. */
    private static void record(Histogram histogram, long micros) {
        histogram.recordValue(Math.max(0, micros));
    }

    Quantiles dispatch() {
        return quantiles(dispatch);
    }

    Quantiles forward() {
        return quantiles(forward);
    }

    Quantiles visible() {
        return quantiles(visible);
    }

    private static Quantiles quantiles(Histogram histogram) {
        return new Quantiles(
                histogram.getValueAtPercentile(50) / MICROS,
                histogram.getValueAtPercentile(99) / MICROS);
    }
}
