package dev.sluice.localstack.endpoint;

import java.time.Duration;
import java.util.SplittableRandom;

/** How long the endpoint thinks before it answers. */
public sealed interface Latency {

    /**
     * The wait for one request.
     *
     * @param seed of the request: equal seeds wait equally long
     * @return milliseconds, at least 0
     */
    long millis(long seed);

    /** Answers at once. */
    static Latency none() {
        return new Fixed(0);
    }

    /** Always the same. */
    static Latency fixed(Duration duration) {
        return new Fixed(duration.toMillis());
    }

    /**
     * Lognormal, the shape that response times of real endpoints have.
     *
     * @param mean of the distribution itself, not of its logarithm
     * @param sigma standard deviation of the logarithm, at least 0
     */
    static Latency lognormal(Duration mean, double sigma) {
        return new Lognormal(mean.toMillis(), sigma);
    }

    /** See {@link #fixed}. */
    record Fixed(long millis) implements Latency {
        @Override
        public long millis(long seed) {
            return millis;
        }
    }

    /** See {@link #lognormal}. */
    record Lognormal(long meanMillis, double sigma) implements Latency {
        @Override
        public long millis(long seed) {
            // The mean of a lognormal distribution is exp(mu + sigma²/2).
            double mu = Math.log((double) meanMillis) - sigma * sigma / 2;
            return Math.round(Math.exp(mu + sigma * new SplittableRandom(seed).nextGaussian()));
        }
    }
}
