package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.Ports;
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
import dev.sluice.v1.ChatCompletion;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An endpoint that dies makes requests go elsewhere, or wait, until it lives again. */
@ExtendWith(BackboneExtension.class)
class FallbackIT {
    private static final int MANY = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String OPENS = "the circuit breaker went from CLOSED to OPEN";
    private static final String PROBES = "the circuit breaker went from OPEN to HALF_OPEN";
    private static final String CLOSES = "the circuit breaker went from HALF_OPEN to CLOSED";

    @TempDir Path folder;

    @Test
    void whileTheFirstEndpointIsDeadTheSecondOneServes(Backbone backbone) throws IOException {
        Topics topics = Topics.create(backbone, "fallback", 1);
        EndpointOptions slow =
                EndpointOptions.defaults()
                        .withPort(freePort())
                        .withLatency(Latency.fixed(Duration.ofMillis(300)));
        SimulatedEndpoint first = SimulatedEndpoint.start(slow);
        try (SimulatedEndpoint second = SimulatedEndpoint.start(EndpointOptions.defaults());
                Instance instance =
                        Instance.start(config(backbone, topics, first, second), folder);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            publisher.sendMany(MANY);
            outcomes.await(MANY, PATIENCE);
            assertThat(outcomes.completions())
                    .extracting(ChatCompletion::getEndpoint)
                    .containsOnly("first");
            assertThat(instance.log()).doesNotContain(OPENS);

            publisher.sendMany(MANY, MANY);
            Awaitility.await().atMost(PATIENCE).until(() -> first.stats().inFlight() > 0);
            first.close();
            outcomes.await(2 * MANY, PATIENCE);
            assertThat(second.stats().requests()).isPositive();
            awaitLog(instance, OPENS);

            try (SimulatedEndpoint again = SimulatedEndpoint.start(slow)) {
                outcomes.awaitUntil(
                        () -> {
                            publisher.send(Publisher.request("again-" + System.nanoTime()).build());
                            publisher.flush();
                            return again.stats().requests() > 1;
                        },
                        PATIENCE);
                outcomes.drain(Duration.ofSeconds(1));
                assertThat(last(outcomes).getEndpoint()).isEqualTo("first");
            }
            assertThat(instance.log()).contains(PROBES, CLOSES);
            assertThat(instance.isAlive()).isTrue();
            assertThat(outcomes.failures()).isEmpty();
            assertThat(outcomes.doubled()).isEmpty();
        }
    }

    private static ChatCompletion last(Outcomes outcomes) {
        List<ChatCompletion> all = outcomes.completions();
        return all.get(all.size() - 1);
    }

    private static InstanceConfig config(
            Backbone backbone, Topics topics, SimulatedEndpoint first, SimulatedEndpoint second) {
        InstanceConfig base = InstanceConfig.withoutEndpoint(backbone, topics);
        return endpoint(endpoint(base, "first", first.url()), "second", second.url())
                .with("endpoints.first.order", 1)
                .with("endpoints.second.order", 2);
    }

    private static InstanceConfig endpoint(InstanceConfig config, String name, String url) {
        String key = "endpoints." + name + ".";
        return config.with(key + "base-url", url)
                .with(key + "retry.max-delay", "200ms")
                .with(key + "breaker.minimum-calls", 5)
                .with(key + "breaker.window-calls", 10)
                .with(key + "breaker.open-time", "500ms");
    }

    @Test
    void whileTheOnlyEndpointIsDeadRequestsWait(Backbone backbone) throws IOException {
        Topics topics = Topics.create(backbone, "waiting", 1);
        int port = freePort();
        InstanceConfig base = InstanceConfig.withoutEndpoint(backbone, topics);
        InstanceConfig config =
                endpoint(base, "only", "http://" + Ports.LOOPBACK + ":" + port)
                        .with("dispatch.max-in-flight", 5);
        try (Instance instance = Instance.start(config, folder);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            publisher.sendMany(MANY);
            awaitLog(instance, OPENS);
            awaitLog(instance, PROBES);
            assertThat(outcomes.drain(Duration.ofSeconds(1)).distinct()).isZero();

            try (SimulatedEndpoint endpoint =
                    SimulatedEndpoint.start(EndpointOptions.defaults().withPort(port))) {
                outcomes.await(MANY, PATIENCE).drain(Duration.ofSeconds(1));
                assertThat(endpoint.stats().requests()).isEqualTo(MANY);
            }
            assertThat(instance.log()).contains(CLOSES);
            assertThat(instance.isAlive()).isTrue();
            assertThat(outcomes.failures()).isEmpty();
            assertThat(outcomes.doubled()).isEmpty();
            // Only the first few and the probes ever called the dead endpoint; the others waited.
            assertThat(outcomes.completions().stream().filter(one -> one.getAttempts().size() == 1))
                    .hasSizeGreaterThan(MANY / 2);
        }
    }

    private static void awaitLog(Instance instance, String line) {
        Awaitility.await().atMost(PATIENCE).until(() -> instance.log().contains(line));
    }

    private static int freePort() throws IOException {
        try (ServerSocketChannel channel = Ports.listen(Ports.ANY)) {
            return Ports.of(channel);
        }
    }
}
