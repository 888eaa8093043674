package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.endpoint.EndpointLimits;
import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.Latency;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.Topics;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several instances keep to one limit together, as the endpoint sees it, whatever happens to them. */
@ExtendWith(BackboneExtension.class)
class SharedLimitIT {
    private static final Logger LOG = LoggerFactory.getLogger(SharedLimitIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How long each part lasts. A longer run tells more of how much of a limit is used. */
    private static final Duration PART =
            Duration.ofSeconds(Integer.getInteger("sluice.test.limit-seconds", 4));

    private static final int PER_SECOND = 20;
    private static final int CONCURRENT = 8;

    @TempDir Path folder;

    @Test
    void threeInstancesKeepToOneLimitWhateverHappensToThem(Backbone backbone) {
        Topics topics = Topics.create(backbone, "shared", 6);
        EndpointLimits own =
                EndpointLimits.none()
                        .withRequestsPerMinute(60 * PER_SECOND)
                        .withConcurrent(CONCURRENT);
        EndpointOptions options =
                EndpointOptions.defaults()
                        .withLatency(Latency.fixed(Duration.ofMillis(250)))
                        .withLimits(own);
        int requests = (int) (PER_SECOND * PART.toSeconds() * 6);
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("limits.all.endpoint", "test")
                            .with("limits.all.requests-per-minute", 60 * PER_SECOND)
                            .with("limits.all.concurrent", CONCURRENT);
            publisher.sendMany(requests);
            try (Instance killed = Instance.start(config, folder.resolve("killed"));
                    Instance frozen = Instance.start(config, folder.resolve("frozen"));
                    Instance steady = Instance.start(config, folder.resolve("steady"))) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> endpoint.stats().requests() > PER_SECOND);
                part("three instances", endpoint);
                killed.kill();
                part("one killed", endpoint);
                frozen.freeze();
                part("one frozen", endpoint);
                frozen.thaw();
                try (Instance another = Instance.start(config, folder.resolve("killed"))) {
                    part("one thawed, one come back", endpoint);
                    outcomes.await(requests, PATIENCE.plus(PART.multipliedBy(3)))
                            .drain(Duration.ofSeconds(1));
                    assertThat(another.isAlive()).isTrue();
                }
                assertThat(frozen.isAlive()).isTrue();
                assertThat(steady.isAlive()).isTrue();
            }
            assertThat(endpoint.stats().violations()).as("refused by the endpoint").isEmpty();
            assertThat(endpoint.stats().peakConcurrency()).isLessThanOrEqualTo(CONCURRENT);
            assertThat(outcomes.doubled()).isEmpty();
            assertThat(outcomes.completions()).hasSize(requests);
        }
    }

    /** Lets a part pass, and tells how much of the limit was used in it. */
    private static void part(String name, SimulatedEndpoint endpoint) {
        long before = endpoint.stats().requests();
        long start = System.nanoTime();
        Awaitility.await()
                .atMost(PART.multipliedBy(2))
                .until(() -> System.nanoTime() - start >= PART.toNanos());
        double most = PER_SECOND * (System.nanoTime() - start) / 1e9;
        LOG.info(
                "{}: {} requests, {} % of the limit, refused {}",
                name,
                endpoint.stats().requests() - before,
                Math.round(1_000 * (endpoint.stats().requests() - before) / most) / 10.0,
                endpoint.stats().violations());
    }
}
