package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.Ports;
import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.localstack.registry.LocalRegistry;
import dev.sluice.localstack.registry.RegistryOptions;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.ForeignRecords;
import dev.sluice.processor.support.FreePort;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.Scrape;
import dev.sluice.processor.support.Topics;
import dev.sluice.v1.ChatCompletion;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A registry that is down makes wait what needs it, says so in the log, and loses nothing. */
@ExtendWith(BackboneExtension.class)
class RegistryDownIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir Path folder;
    private RegistryOptions registryOptions;

    @BeforeEach
    void choosePort() throws IOException {
        try (ServerSocketChannel channel = Ports.listen(Ports.ANY)) {
            registryOptions =
                    RegistryOptions.in(folder.resolve("registry")).withPort(Ports.of(channel));
        }
    }

    @Test
    void anInstanceWaitsForItsRegistryAtStart(Backbone shared) {
        // Registered once, so that requests can be written; then the registry goes away.
        LocalRegistry first = LocalRegistry.start(registryOptions);
        Backbone backbone = new Backbone(shared.broker(), first);
        Topics topics = Topics.create(backbone, "registry-start", 1);
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults());
                Publisher publisher = new Publisher(backbone, topics)) {
            publisher.sendMany(10);
            first.close();
            int port = FreePort.find();
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, endpoint.url()).with("admin.port", port);
            try (Instance instance = Instance.start(config, folder.resolve("instance"))) {
                awaitTold(instance, "The start waits");
                assertThat(Scrape.get(port, "/health/live").statusCode()).isEqualTo(200);
                assertThat(Scrape.get(port, "/health/ready"))
                        .satisfies(
                                answer -> {
                                    assertThat(answer.statusCode()).isEqualTo(503);
                                    assertThat(answer.body())
                                            .contains(
                                                    "waiting for the schema registry",
                                                    "no answer at registry",
                                                    "{\"name\":\"brokers\",\"status\":\"UP\"");
                                });
                assertThat(instance.isAlive()).isTrue();
                assertThat(instance.log())
                        .as("a clear line, and no stack trace")
                        .doesNotContain("\tat ");
                assertThat(endpoint.stats().requests()).isZero();
                try (LocalRegistry again = LocalRegistry.start(registryOptions);
                        Outcomes outcomes =
                                new Outcomes(new Backbone(shared.broker(), again), topics)) {
                    outcomes.await(10, PATIENCE);
                    assertThat(outcomes.completions()).hasSize(10);
                    assertThat(instance.log())
                            .containsOnlyOnce("until this is mended: schema.registry.url: ")
                            .contains("Mended: schema.registry.url");
                    assertThat(outcomes.doubled()).isEmpty();
                    Awaitility.await()
                            .atMost(PATIENCE)
                            .until(() -> Scrape.get(port, "/health/ready").statusCode() == 200);
                }
            }
        }
    }

    @Test
    void onlyWhatNeedsTheRegistryWaitsForIt(Backbone shared) {
        LocalRegistry first = LocalRegistry.start(registryOptions);
        Backbone backbone = new Backbone(shared.broker(), first);
        Topics topics = Topics.create(backbone, "registry-midway", 1);
        InstanceConfig base;
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults());
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics);
                ForeignRecords foreign = new ForeignRecords(backbone, topics)) {
            // The same record twice is what this is about.
            base =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("admission.duplicates", "allow");
            try (Instance instance = Instance.start(base, folder.resolve("instance"))) {
                publisher.send(Publisher.request("before").build());
                publisher.flush();
                outcomes.await(1, PATIENCE);
                byte[] newer = foreign.requestWithOwnField("added_later");
                first.close();

                publisher.send(null, newer);
                publisher.send(Publisher.request("beside-1").build());
                publisher.send(null, newer);
                publisher.send(Publisher.request("beside-2").build());
                publisher.flush();
                outcomes.await(3, PATIENCE);
                awaitTold(instance, "Records whose schema is not known wait");
                assertThat(outcomes.completions())
                        .extracting(ChatCompletion::getId)
                        .containsExactlyInAnyOrder("before", "beside-1", "beside-2");

                try (LocalRegistry again = LocalRegistry.start(registryOptions)) {
                    outcomes.await(5, PATIENCE).drain(Duration.ofSeconds(1));
                    assertThat(again.url()).isEqualTo(backbone.registry().url());
                }
                assertThat(outcomes.failures()).isEmpty();
                assertThat(outcomes.doubled()).isEmpty();
                assertThat(outcomes.completions()).hasSize(5);
                assertThat(instance.log())
                        .containsOnlyOnce("until this is mended: schema.registry.url: ")
                        .contains("Mended: schema.registry.url");
                assertThat(instance.isAlive()).isTrue();
            }
        }
    }

    /** The one line, which names the setting. */
    private static void awaitTold(Instance instance, String what) {
        String line = what + " until this is mended: schema.registry.url: no ";
        Awaitility.await().atMost(PATIENCE).until(() -> instance.log().contains(line));
    }
}
