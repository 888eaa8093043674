package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.FailureReason;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Promise 1: one outcome of each request, whatever dies when. */
@ExtendWith(BackboneExtension.class)
class CrashIT {
    private static final Logger LOG = LoggerFactory.getLogger(CrashIT.class);
    private static final int REQUESTS = 20_000;
    private static final int REPEATED = 1_000;

    /** Session timeout, transaction timeout and the broker's own patience together, and as much again for a busy machine. */
    private static final Duration GOES_ON = Duration.ofSeconds(60);

    private static final Duration ALL = Duration.ofMinutes(4);

    @TempDir Path folder;

    @Test
    void killsAndAFreezeLoseAndDoubleNothing(Backbone backbone) {
        Topics topics = Topics.create(backbone, "crash", 6);
        EndpointOptions options =
                EndpointOptions.defaults().withLatency(Latency.fixed(Duration.ofMillis(100)));
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("dispatch.max-in-flight", 100);
            publisher.sendMany(REQUESTS);
            for (int i = 0; i < 3; i++) {
                try (Instance instance = Instance.start(config, folder.resolve("killed-" + i))) {
                    progress(outcomes, 1_500);
                    instance.kill();
                }
            }
            try (Instance frozen = Instance.start(config, folder.resolve("frozen"))) {
                progress(outcomes, 1_500);
                frozen.freeze();
                try (Instance successor = Instance.start(config, folder.resolve("successor"))) {
                    progress(outcomes, 1_500);
                    frozen.thaw();
                    outcomes.await(REQUESTS, ALL);
                    // They were let in by instances that are dead.
                    publisher.sendMany(REPEATED);
                    outcomes.await(REQUESTS + REPEATED, ALL).drain(Duration.ofSeconds(3));
                    assertThat(successor.isAlive()).isTrue();
                }
                assertThat(frozen.isAlive()).isTrue();
            }
            assertThat(outcomes.doubled()).isEmpty();
            assertThat(outcomes.failures())
                    .hasSize(REPEATED)
                    .extracting(ChatFailure::getReason)
                    .containsOnly(FailureReason.DUPLICATE);
            assertThat(outcomes.completions()).hasSize(REQUESTS);
        }
    }

    /** Of the instance that was started last, the one before having been killed or frozen. */
    private static void progress(Outcomes outcomes, int more) {
        long start = System.nanoTime();
        int before = outcomes.drain(Duration.ofMillis(200)).distinct();
        outcomes.await(before + 1, GOES_ON);
        LOG.info("Outcomes came again after {} ms", (System.nanoTime() - start) / 1_000_000);
        outcomes.await(Math.min(before + more, REQUESTS), GOES_ON);
    }
}
