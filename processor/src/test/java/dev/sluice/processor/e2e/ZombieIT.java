package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.Latency;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.processor.StandstillMain;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The zombie that consumes nothing. An instance takes over the pending calls of one that was killed, and before any new
 * input reaches it is frozen for longer than its session timeout, with its answers in hand and no transaction open. A
 * third answers the calls. When the second thaws it forwards its answers in a transaction without consumed offsets:
 * without the fence that would be committed, and every outcome come out twice.
 */
@ExtendWith(BackboneExtension.class)
class ZombieIT {
    private static final int REQUESTS = 500;
    private static final String ENDPOINT = "endpoints.test.base-url";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir Path folder;

    @Test
    void aThawedInstanceThatOnlyForwardsIsFenced(Backbone backbone) throws IOException {
        Topics topics = Topics.create(backbone, "zombie", 1);
        try (SimulatedEndpoint silent = endpoint(Duration.ofHours(1));
                SimulatedEndpoint prompt = endpoint(Duration.ZERO);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, silent.url())
                            .with("endpoints.test.timeout", "2m")
                            .with("dispatch.max-in-flight", REQUESTS);
            publisher.sendMany(REQUESTS);
            try (Instance first = Instance.start(config, folder.resolve("first"))) {
                awaitTrue(() -> topics.committed(backbone) == REQUESTS);
                first.kill();
            }
            Path gate = Files.writeString(folder.resolve("gate"), "");
            Path standing = folder.resolve("standing");
            try (Instance second =
                    standstill(config.with(ENDPOINT, prompt.url()), gate, standing)) {
                awaitTrue(() -> Files.exists(standing) && prompt.stats().requests() >= REQUESTS);
                second.freeze();
                try (Instance third =
                        Instance.start(
                                config.with(ENDPOINT, prompt.url()), folder.resolve("third"))) {
                    outcomes.await(REQUESTS, PATIENCE);
                    second.thaw();
                    Files.delete(gate);
                    // It has tried to commit them, and was turned away, before it joins the group
                    // again.
                    awaitTrue(() -> topics.members(backbone) == 2);
                    outcomes.drain(Duration.ofSeconds(5));
                    assertThat(third.isAlive()).isTrue();
                }
            }
            assertThat(outcomes.doubled()).isEmpty();
            assertThat(outcomes.completions()).hasSize(REQUESTS);
        }
    }

    private Instance standstill(InstanceConfig config, Path gate, Path standing) {
        Path own = folder.resolve("second");
        List<String> arguments =
                List.of(config.write(own).toString(), gate.toString(), standing.toString());
        return Instance.start(StandstillMain.class, arguments, own);
    }

    private static SimulatedEndpoint endpoint(Duration latency) {
        return SimulatedEndpoint.start(
                EndpointOptions.defaults()
                        .withLatency(latency.isZero() ? Latency.none() : Latency.fixed(latency)));
    }

    private static void awaitTrue(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).until(condition);
    }
}
