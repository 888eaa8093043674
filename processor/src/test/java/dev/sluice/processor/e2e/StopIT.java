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
import dev.sluice.processor.support.ScriptedServer;
import dev.sluice.processor.support.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An instance that is told to stop does so, whatever it is waiting for. */
@ExtendWith(BackboneExtension.class)
class StopIT {
    private static final int OUT = 5;
    private static final byte[] ANSWER =
            """
            {"choices":[{"index":0,"message":{"content":"Yes."},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":5,"completion_tokens":1,"total_tokens":6}}"""
                    .getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;

    @Test
    void whileItWaitsForTheRegistry(Backbone backbone) {
        Topics topics = Topics.create(backbone, "stop-waiting", 1);
        InstanceConfig config =
                InstanceConfig.of(backbone, topics, "http://127.0.0.1:1")
                        .with("'schema.registry'.url", "http://127.0.0.1:1");
        try (Instance instance = Instance.start(config, folder)) {
            awaitTrue(() -> instance.log().contains("The start waits"));
            instance.stop();
            awaitTrue(() -> !instance.isAlive());
        }
    }

    @Test
    void atWorkItLeavesTheGroupAtOnce(Backbone backbone) {
        Topics topics = Topics.create(backbone, "stop-working", 1);
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults());
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics);
                Instance instance =
                        Instance.start(
                                InstanceConfig.of(backbone, topics, endpoint.url()), folder)) {
            publisher.sendMany(10);
            outcomes.await(10, Duration.ofSeconds(60));
            instance.stop();
            awaitTrue(() -> !instance.isAlive());
            assertThat(topics.members(backbone)).isZero();
        }
    }

    @Test
    void callsThatAreOutEndFirst(Backbone backbone) {
        Topics topics = Topics.create(backbone, "stop-calls", 2);
        try (ScriptedServer endpoint = new ScriptedServer(ANSWER);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics);
                Instance instance =
                        Instance.start(
                                InstanceConfig.of(backbone, topics, endpoint.url())
                                        .with("endpoints.test.timeout", "2m")
                                        .with("dispatch.drain-timeout", "2m")
                                        .with("dispatch.max-in-flight", OUT),
                                folder)) {
            Runnable answers = endpoint.hold();
            publisher.sendMany(2 * OUT);
            awaitTrue(() -> endpoint.received().size() == OUT);

            instance.stop();
            awaitTrue(() -> instance.log().contains("Stopping; "));
            answers.run();

            awaitTrue(() -> !instance.isAlive());
            assertThat(endpoint.received()).as("no more were sent").hasSize(OUT);
            outcomes.await(OUT, Duration.ofSeconds(20));
            assertThat(topics.members(backbone)).isZero();
        }
    }

    @Test
    void itDoesNotWaitLongerThanItMay(Backbone backbone) {
        Topics topics = Topics.create(backbone, "stop-at-once", 1);
        EndpointOptions never =
                EndpointOptions.defaults().withLatency(Latency.fixed(Duration.ofHours(1)));
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(never);
                Publisher publisher = new Publisher(backbone, topics);
                Instance instance =
                        Instance.start(
                                InstanceConfig.of(backbone, topics, endpoint.url())
                                        .with("endpoints.test.timeout", "1h")
                                        .with("dispatch.drain-timeout", "100ms"),
                                folder)) {
            publisher.sendMany(1);
            awaitTrue(() -> endpoint.stats().inFlight() == 1);

            instance.stop();

            awaitTrue(() -> !instance.isAlive());
            assertThat(instance.log()).contains("1 calls are given up after 100 ms");
            assertThat(topics.members(backbone)).isZero();
        }
    }

    private static void awaitTrue(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
    }
}
