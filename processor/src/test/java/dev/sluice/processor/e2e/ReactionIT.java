package dev.sluice.processor.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import dev.sluice.processor.support.ScriptedServer;
import dev.sluice.processor.support.Topics;
import dev.sluice.v1.ChatCompletion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What endpoints say of their limits is heeded, and what they do not say is found out. */
@ExtendWith(BackboneExtension.class)
class ReactionIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final byte[] ANSWER =
            """
            {"id":"1","object":"chat.completion","created":1,"model":"small-chat",
             "choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}
            """
                    .getBytes(UTF_8);

    /** What two clocks of one machine may differ in a second. */
    private static final Duration TOLERANCE = Duration.ofMillis(20);

    private static final Duration RESET = Duration.ofSeconds(1);
    private static final int HELD = 4;

    private static final int REQUESTS = 400;
    private static final int CARRIED = 8;

    @TempDir Path folder;

    @Test
    void nothingComesBeforeTheReset(Backbone backbone) {
        Topics topics = Topics.create(backbone, "reset", 1);
        try (ScriptedServer server = new ScriptedServer(ANSWER);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            server.say("X-RateLimit-Remaining-Requests", "0");
            server.say("X-RateLimit-Reset-Requests", RESET.toSeconds() + "s");
            InstanceConfig config = InstanceConfig.of(backbone, topics, server.url());
            try (Instance instance = Instance.start(config, folder)) {
                publisher.sendMany(1);
                outcomes.await(1, PATIENCE);
                publisher.sendMany(1, HELD);
                outcomes.await(1 + HELD, PATIENCE);
                assertThat(instance.log())
                        .contains("Nothing goes to the endpoint test")
                        .contains("it takes no more requests");
            }
            List<Long> arrivals =
                    server.received().stream().map(ScriptedServer.Received::nanos).toList();
            assertThat(arrivals).hasSize(1 + HELD);
            for (int i = 1; i < arrivals.size(); i++) {
                assertThat(arrivals.get(i) - arrivals.get(i - 1))
                        .as("nanoseconds from one request to the next")
                        .isGreaterThanOrEqualTo(RESET.minus(TOLERANCE).toNanos());
            }
            toldWhatTheyWaitedFor(outcomes.completions(), "closed");
        }
    }

    /** Without a limit that follows it the endpoint would refuse all but 8 of the first 256. */
    @Test
    void asManyAtOnceAsTheEndpointCarries(Backbone backbone) {
        Topics topics = Topics.create(backbone, "adaptive", 2);
        EndpointOptions options =
                EndpointOptions.defaults()
                        .withLatency(Latency.fixed(Duration.ofMillis(50)))
                        .withRecorded(0)
                        .withLimits(EndpointLimits.none().withConcurrent(CARRIED));
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            publisher.sendMany(REQUESTS);
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("endpoints.test.adaptive-concurrency.max", 64)
                            .with("endpoints.test.adaptive-concurrency.initial", 2);
            try (Instance instance = Instance.start(config, folder)) {
                outcomes.await(REQUESTS, PATIENCE);
                assertThat(instance.isAlive()).isTrue();
            }
            assertThat(outcomes.failures()).isEmpty();
            assertThat(outcomes.doubled()).isEmpty();
            assertThat(endpoint.stats().statuses().get(200)).isEqualTo(REQUESTS);
            assertThat(endpoint.stats().statuses().getOrDefault(429, 0L))
                    .as("refused calls")
                    .isLessThan(REQUESTS / 4);
            assertThat(endpoint.stats().peakConcurrency()).isEqualTo(CARRIED);
            toldWhatTheyWaitedFor(outcomes.completions(), "adaptive-concurrent");
        }
    }

    private static void toldWhatTheyWaitedFor(List<ChatCompletion> completions, String dimension) {
        assertThat(completions)
                .flatExtracting(ChatCompletion::getWaited)
                .anySatisfy(
                        waited -> {
                            assertThat(waited.getScope()).isEqualTo("endpoint:test");
                            assertThat(waited.getDimension()).isEqualTo(dimension);
                            assertThat(waited.getDurationMs()).isPositive();
                        });
    }
}
