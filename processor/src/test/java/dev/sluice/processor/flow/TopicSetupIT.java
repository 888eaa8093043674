package dev.sluice.processor.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localstack.Ports;
import dev.sluice.localstack.broker.BrokerOptions;
import dev.sluice.localstack.broker.LocalBroker;
import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.support.LoggedLines;
import dev.sluice.processor.support.TestIdentity;
import dev.sluice.processor.support.TlsDoor;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of the topics against a real broker. */
class TopicSetupIT {
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void createsWhatIsMissingAndFindsItGoodTheNextTime() throws Exception {
        try (LocalBroker broker = LocalBroker.temporary();
                Admin admin = admin(broker.bootstrapServers())) {
            String bootstrap = broker.bootstrapServers();

            ReadyTopics ready = TopicSetup.of(FlowConfigs.creating(bootstrap)).await();
            TopicSizes sizes = ready.sizes();

            assertThat(admin.listTopics().names().get())
                    .containsExactlyInAnyOrder(
                            "requests",
                            "completions",
                            "failures",
                            "chunks",
                            "limits",
                            "usage",
                            "sluice-usage-deltas");
            assertThat(ready.chunks()).isTrue();
            var described = admin.describeTopics(List.of("requests", "failures"));
            assertThat(described.allTopicNames().get().values())
                    .allMatch(topic -> topic.partitions().size() == 3);
            assertThat(maxMessageBytes(admin, "requests")).isEqualTo(sizes.requestBytes());
            assertThat(maxMessageBytes(admin, "completions")).isEqualTo(sizes.completionBytes());
            assertThat(maxMessageBytes(admin, "failures")).isEqualTo(sizes.failureBytes());
            assertThat(TopicSetup.of(FlowConfigs.checking(bootstrap)).await()).isEqualTo(ready);
        }
    }

    @Test
    void reportsWhatIsMissingAndWhatIsTooSmallTogether() throws Exception {
        try (LocalBroker broker = LocalBroker.temporary();
                Admin admin = admin(broker.bootstrapServers())) {
            admin.createTopics(
                            List.of(
                                    topic("requests", 2_000_000),
                                    topic("failures", 2_000_000 + 262_143)))
                    .all()
                    .get();
            TopicSetup setup = TopicSetup.of(FlowConfigs.checking(broker.bootstrapServers()));

            assertThatThrownBy(setup::await)
                    .isInstanceOfSatisfying(
                            ConfigException.class,
                            e ->
                                    assertThat(e.problems())
                                            .extracting(Problem::toString)
                                            .containsExactly(
                                                    "topics.completions: topic completions does not exist;"
                                                            + " create it or set topics.create: true",
                                                    "topics.failures: topic failures has"
                                                            + " max.message.bytes=2262143 but needs at least"
                                                            + " 2262144: a failure holds the whole request, and"
                                                            + " requests takes up to 2000000 bytes",
                                                    "topics.usage: topic usage does not exist; create it"
                                                            + " or set topics.create: true"));
        }
    }

    @Test
    void severalInstancesMayCreateAtOnce() throws Exception {
        try (LocalBroker broker = LocalBroker.temporary()) {
            SluiceConfig config = FlowConfigs.creating(broker.bootstrapServers());
            Callable<ReadyTopics> instance = () -> TopicSetup.of(config).await();

            List<Future<ReadyTopics>> results =
                    threads.invokeAll(List.of(instance, instance, instance, instance));

            TopicSizes expected = TopicSizes.forNewRequests(config);
            for (Future<ReadyTopics> result : results) {
                assertThat(result.get().sizes()).isEqualTo(expected);
            }
        }
    }

    @Test
    void waitsForABrokerThatStartsLater(@TempDir Path folder) throws Exception {
        int port;
        try (ServerSocketChannel channel = Ports.listen(Ports.ANY)) {
            port = Ports.of(channel);
        }
        SluiceConfig config = FlowConfigs.creating(Ports.LOOPBACK + ":" + port);
        CountDownLatch failed = new CountDownLatch(1);
        TopicSetup setup = new TopicSetup(() -> admin(config), config, pause(failed));

        Future<ReadyTopics> result = threads.submit(setup::await);

        assertThat(failed.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(result.isDone()).isFalse();
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.in(folder).withPort(port))) {
            assertThat(result.get(60, TimeUnit.SECONDS))
                    .isEqualTo(
                            new ReadyTopics(
                                    TopicSizes.forNewRequests(config),
                                    true,
                                    true,
                                    Optional.of(
                                            new ReadyTopics.Partitioned(
                                                    "sluice-usage-deltas", 3))));
            assertThat(broker.port()).isEqualTo(port);
        }
    }

    @Test
    void waitsUntilTheBrokersCertificateIsRenewed(@TempDir Path folder) throws Exception {
        TestIdentity old = TestIdentity.expired(folder.resolve("old"), Ports.LOOPBACK);
        TestIdentity good = TestIdentity.of(folder.resolve("good"), Ports.LOOPBACK);
        Path authorities =
                Files.writeString(
                        folder.resolve("both.pem"),
                        Files.readString(old.authority()) + Files.readString(good.authority()));
        try (TlsDoor door = new TlsDoor(old);
                LoggedLines logged = new LoggedLines(TopicSetup.class)) {
            String address = Ports.LOOPBACK + ":" + door.port();
            BrokerOptions options =
                    BrokerOptions.in(folder.resolve("broker"))
                            .with("advertised.listeners", "PLAINTEXT://" + address);
            try (LocalBroker broker = LocalBroker.start(options)) {
                door.leadTo(broker.port());
                SluiceConfig config = FlowConfigs.overTls(address, authorities);
                CountDownLatch failed = new CountDownLatch(2);
                TopicSetup setup = new TopicSetup(() -> admin(config), config, pause(failed));

                Future<ReadyTopics> result = threads.submit(setup::await);

                assertThat(failed.await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(logged.lines())
                        .singleElement()
                        .asString()
                        .startsWith(
                                "The start waits until this is mended: kafka.ssl.truststore.location: "
                                        + "the brokers' certificate has expired and has to be renewed: NotAfter: ");
                door.show(good);
                assertThat(result.get(60, TimeUnit.SECONDS).chunks()).isTrue();
                assertThat(logged.lines()).contains("Mended: kafka.ssl.truststore.location");
            }
        }
    }

    @Test
    void waitsForBrokersWithoutWhichTheReplicationIsImpossible() throws Exception {
        try (LocalBroker broker = LocalBroker.temporary()) {
            SluiceConfig config = FlowConfigs.config(broker.bootstrapServers(), true, 3, 2);
            CountDownLatch failed = new CountDownLatch(2);
            TopicSetup setup = new TopicSetup(() -> admin(config), config, pause(failed));

            Future<ReadyTopics> result = threads.submit(setup::await);

            assertThat(failed.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(result.isDone()).isFalse();
        }
    }

    @Test
    void waitsWhileTheBrokersNameDoesNotResolve() throws Exception {
        SluiceConfig config = FlowConfigs.creating("no-such-broker.invalid:9092");
        CountDownLatch failed = new CountDownLatch(1);
        TopicSetup setup = new TopicSetup(() -> admin(config), config, pause(failed));

        Future<ReadyTopics> result = threads.submit(setup::await);

        assertThat(failed.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(result.isDone()).isFalse();
    }

    @Test
    void whatTheBrokersRefuseIsAProblem() {
        try (LocalBroker broker = LocalBroker.temporary()) {
            SluiceConfig config =
                    FlowConfigs.config(broker.bootstrapServers(), true, Integer.MAX_VALUE, 1);

            assertThatThrownBy(() -> TopicSetup.of(config).await())
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("topics.requests: topic requests: ");
        }
    }

    /** No pauses, but counted. */
    private static TopicSetup.Pause pause(CountDownLatch failed) {
        return duration -> {
            failed.countDown();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        };
    }

    private static Admin admin(SluiceConfig config) {
        return Admin.create(Map.copyOf(config.kafka()));
    }

    private static Admin admin(String bootstrap) {
        return admin(FlowConfigs.creating(bootstrap));
    }

    private static NewTopic topic(String name, int maxMessageBytes) {
        return new NewTopic(name, 1, (short) 1)
                .configs(Map.of("max.message.bytes", Integer.toString(maxMessageBytes)));
    }

    private static int maxMessageBytes(Admin admin, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config =
                Objects.requireNonNull(
                                admin.describeConfigs(List.of(resource)).values().get(resource))
                        .get();
        return Integer.parseInt(config.get("max.message.bytes").value());
    }
}
