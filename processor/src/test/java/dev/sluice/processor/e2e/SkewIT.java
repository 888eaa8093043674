package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.endpoint.EndpointLimits;
import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.Latency;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.processor.share.WrittenShares;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance has all the traffic. The shares of the others are of use to it. */
@ExtendWith(BackboneExtension.class)
class SkewIT {
    private static final Logger LOG = LoggerFactory.getLogger(SkewIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** How long one instance is busy. A longer run tells more of how much of a limit is used. */
    private static final Duration BUSY =
            Duration.ofSeconds(Integer.getInteger("sluice.test.limit-seconds", 7));

    /** From then on all of the limit should be used. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private static final int PER_SECOND = 20;
    private static final int CONCURRENT = 8;
    private static final int INSTANCES = 3;
    private static final int FEW = 12;

    /** At {@link #PER_SECOND} they last a minute and a half, which is time for instances to start. */
    private static final int ROUNDS = 150;

    private static final byte[] ONE_KEY = "one".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;

    @Test
    void whoeverHasAllTheTrafficHasAllOfTheLimit(Backbone backbone) {
        Topics topics = Topics.create(backbone, "skew", 6);
        // Twenty in a second of 350 ms each are seven at the same time: one third of the limits
        // would not carry them.
        EndpointOptions options =
                EndpointOptions.defaults()
                        .withLatency(Latency.fixed(Duration.ofMillis(350)))
                        .withLimits(
                                EndpointLimits.none()
                                        .withRequestsPerMinute(60 * PER_SECOND)
                                        .withConcurrent(CONCURRENT));
        // A second's worth more, since there may have been a pause to make up for.
        int many = (int) (PER_SECOND * (BUSY.toSeconds() + 1));
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("limits.all.endpoint", "test")
                            .with("limits.all.requests-per-minute", 60 * PER_SECOND)
                            .with("limits.all.concurrent", CONCURRENT);
            try (Instance one = Instance.start(config, folder.resolve("one"));
                    Instance two = Instance.start(config, folder.resolve("two"));
                    Instance three = Instance.start(config, folder.resolve("three"))) {
                try (WrittenShares shares = allHadAShare(backbone, topics, publisher, outcomes)) {
                    int before = shares.size();
                    int answered = outcomes.distinct();
                    long first = endpoint.stats().requests();
                    for (int i = 0; i < many; i++) {
                        publisher.send(
                                ONE_KEY, publisher.encode(Publisher.request("skew-" + i).build()));
                    }
                    publisher.flush();
                    tellUtilisation(endpoint, first);
                    outcomes.await(answered + many, PATIENCE.plus(BUSY))
                            .drain(Duration.ofSeconds(1));
                    shares.read();
                    assertThat(shares.users(before))
                            .as("instances that had a part of the limit")
                            .hasSize(1);
                    assertThat(shares.mostSeats(before))
                            .as("more than its part of the concurrent calls")
                            .isGreaterThan(CONCURRENT / INSTANCES + 1);
                }
                assertThat(one.isAlive() && two.isAlive() && three.isAlive()).isTrue();
            }
            assertThat(endpoint.stats().violations()).as("refused by the endpoint").isEmpty();
            assertThat(endpoint.stats().peakConcurrency()).isLessThanOrEqualTo(CONCURRENT);
            assertThat(outcomes.doubled()).isEmpty();
            assertThat(outcomes.completions()).hasSameSizeAs(outcomes.records());
            // Those that an instance had when partitions moved at the start may have been sent
            // twice.
            assertThat(endpoint.stats().requests()).isGreaterThanOrEqualTo(outcomes.distinct());
        }
    }

    /** Sends to all partitions until each instance has had its share, and waits until all of it was given back. */
    private static WrittenShares allHadAShare(
            Backbone backbone, Topics topics, Publisher publisher, Outcomes outcomes) {
        publisher.sendMany(FEW);
        outcomes.await(FEW, PATIENCE);
        WrittenShares shares = new WrittenShares(backbone, topics.name());
        for (int round = 2; shares.read().users(0).size() < INSTANCES; round++) {
            assertThat(round).as("rounds until all have a part").isLessThan(ROUNDS);
            publisher.sendMany((round - 1) * FEW, FEW);
            outcomes.await(round * FEW, PATIENCE);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> shares.read().isAllGivenBack());
        return shares;
    }

    /** Tells how much of the limit was used once there had been traffic for some seconds. */
    private static void tellUtilisation(SimulatedEndpoint endpoint, long before) {
        Awaitility.await().atMost(PATIENCE).until(() -> endpoint.stats().requests() > before);
        long start = System.nanoTime();
        await(start, SETTLED);
        long settled = System.nanoTime();
        long sent = endpoint.stats().requests();
        await(start, BUSY);
        double most = PER_SECOND * (System.nanoTime() - settled) / 1e9;
        LOG.info(
                "from second {} on: {} % of the limit, refused {}",
                SETTLED.toSeconds(),
                Math.round(1_000 * (endpoint.stats().requests() - sent) / most) / 10.0,
                endpoint.stats().violations());
    }

    private static void await(long start, Duration time) {
        Awaitility.await()
                .atMost(time.multipliedBy(2))
                .until(() -> System.nanoTime() - start >= time.toNanos());
    }
}
