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
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The zombie that consumes nothing. An instance takes over the pending calls of one that was killed, and before any new
 * input reaches it is frozen for longer than its session timeout. A third answers the calls. When the second thaws, its
 * own answers come in, in a transaction without consumed offsets: without the fence they would be committed as well.
 */
@ExtendWith(BackboneExtension.class)
class ZombieIT {
    private static final int REQUESTS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir Path folder;

    @Test
    void aThawedInstanceThatOnlyForwardsIsFenced(Backbone backbone) {
        Topics topics = Topics.create(backbone, "zombie", 1);
        EndpointOptions options =
                EndpointOptions.defaults().withLatency(Latency.fixed(Duration.ofSeconds(3)));
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("endpoints.test.timeout", "60s")
                            .with("dispatch.max-in-flight", REQUESTS);
            publisher.sendMany(REQUESTS);
            try (Instance first = Instance.start(config, folder.resolve("first"))) {
                awaitCalls(endpoint, REQUESTS);
                // The offsets are committed with the puts; the answers come three seconds later.
                awaitTrue(() -> topics.committed(backbone) == REQUESTS);
                first.kill();
            }
            try (Instance second = Instance.start(config, folder.resolve("second"))) {
                awaitCalls(endpoint, 2 * REQUESTS);
                second.freeze();
                try (Instance third = Instance.start(config, folder.resolve("third"))) {
                    outcomes.await(REQUESTS, PATIENCE);
                    second.thaw();
                    // It has tried to commit and was turned away before it joins again.
                    awaitTrue(() -> topics.members(backbone) == 2);
                    outcomes.drain(Duration.ofSeconds(5));
                    assertThat(third.isAlive()).isTrue();
                }
            }
            assertThat(outcomes.doubled()).isEmpty();
            assertThat(outcomes.completions()).hasSize(REQUESTS);
        }
    }

    private static void awaitCalls(SimulatedEndpoint endpoint, int calls) {
        awaitTrue(() -> endpoint.stats().requests() >= calls);
    }

    private static void awaitTrue(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).until(condition);
    }
}
