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
 * @param promptBytes size of each prompt, in bytes; what a short question has at least
 */
record Scenario(String latency, int inFlight, int requests, int warmUp, int promptBytes) {
    /** A short question. */
    static final int PROMPT_BYTES = 100;

    /** Requests are a little larger than their prompts, and brokers take 1 MiB by default. */
    private static final int LARGEST_PROMPT = 1_000_000;

    /**
     * What warms a virtual machine up on two cores: its compiler shares them with broker and endpoint, and was seen to
     * take a third of the process's time for a minute, which is 450,000 requests.
     */
    static final int WARM_UP = 500_000;

    /** What the benchmark consists of by itself. */
    static final List<Scenario> STANDARD =
            List.of(
                    new Scenario("0", 256, 100_000, WARM_UP, PROMPT_BYTES),
                    new Scenario("200", 1_000, 20_000, WARM_UP, PROMPT_BYTES),
                    new Scenario("lognormal:1000:0.5", 5_000, 20_000, WARM_UP, PROMPT_BYTES));

    /** Refuses what cannot be measured. */
    Scenario {
        if (inFlight < 1 || requests < 1 || warmUp < 0) {
            throw new IllegalArgumentException(
                    "There have to be at least 1 request and 1 call in flight, and no less than 0 to warm up");
        }
        if (promptBytes < PROMPT_BYTES || promptBytes > LARGEST_PROMPT) {
            throw new IllegalArgumentException(
                    "A prompt has " + PROMPT_BYTES + " to " + LARGEST_PROMPT + " bytes");
        }
    }

    /** For a person. */
    String title() {
        String[] lognormal = latency.split(":", -1);
        String shape =
                lognormal.length == 3 ? "lognormal " + lognormal[1] + " ms" : latency + " ms";
        String size =
                promptBytes == PROMPT_BYTES
                        ? ""
                        : String.format(Locale.ROOT, " of %,d bytes", promptBytes);
        return String.format(
                Locale.ROOT, "%s, %,d in flight, %,d requests%s", shape, inFlight, requests, size);
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
