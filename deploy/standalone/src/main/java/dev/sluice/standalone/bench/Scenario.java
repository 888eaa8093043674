package dev.sluice.standalone.bench;

import java.util.List;
import java.util.Locale;

/**
 * One line of the benchmark.
 *
 * @param latency of the endpoint, as its command line takes it: milliseconds, or {@code lognormal:MEAN_MS:SIGMA}
 * @param inFlight calls at the same time, at most
 * @param requests that are measured at full speed
 * @param warmUp requests before those, that warm the virtual machine up
 */
record Scenario(String latency, int inFlight, int requests, int warmUp) {
    /**
     * What warms a virtual machine up on two cores: its compiler shares them with broker and endpoint, and was seen to
     * take a third of the process's time for more than 30 s.
     */
    static final int WARM_UP = 300_000;

    /** What the benchmark consists of by itself. */
    static final List<Scenario> STANDARD =
            List.of(
                    new Scenario("0", 256, 100_000, WARM_UP),
                    new Scenario("200", 1_000, 20_000, WARM_UP),
                    new Scenario("lognormal:1000:0.5", 5_000, 20_000, WARM_UP));

    /** Refuses what cannot be measured. */
    Scenario {
        if (inFlight < 1 || requests < 1 || warmUp < 0) {
            throw new IllegalArgumentException(
                    "There have to be at least 1 request and 1 call in flight, and no less than 0 to warm up");
        }
    }

    /** For a person. */
    String title() {
        String[] lognormal = latency.split(":", -1);
        String shape =
                lognormal.length == 3 ? "lognormal " + lognormal[1] + " ms" : latency + " ms";
        return String.format(
                Locale.ROOT, "%s, %,d in flight, %,d requests", shape, inFlight, requests);
    }

    /** Requests before the measured ones: at least two rounds of calls. */
    int lead() {
        return Math.max(warmUp, 2 * inFlight);
    }

    /** Requests after the measured ones, so that all calls are in flight until the last measured one is answered. */
    int tail() {
        return 2 * inFlight;
    }
}
