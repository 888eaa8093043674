package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.processor.cli.LimitsCommand;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.CommandRun;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.Topics;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.FailureReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Limits that are set while an instance runs, and before one starts. */
@ExtendWith(BackboneExtension.class)
class LimitSettingIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** At one a second that is far more than may go while the test is patient. */
    private static final int MANY = 300;

    @TempDir Path folder;

    @Test
    void aRaisedLimitLetsGoWhatWaits(Backbone backbone) throws Exception {
        Topics topics = Topics.create(backbone, "raised", 2);
        String limits = topics.name() + ".limits";
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults());
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            publisher.sendMany(MANY);
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("topics.limits", limits)
                            .with("limits.all.endpoint", "test")
                            .with("limits.all.requests-per-minute", 60);
            try (Instance instance = Instance.start(config, folder)) {
                awaitLog(instance, "Topic " + limits + " does not exist");
                outcomes.await(2, PATIENCE);
                create(backbone, limits, "delete");
                set(config, "all", "--endpoint", "test", "--rpm", "60000", "--burst", "2");

                outcomes.await(MANY, PATIENCE);
                assertThat(instance.log())
                        .containsOnlyOnce("Topic " + limits + " does not exist")
                        .contains("Topic " + limits + " has cleanup.policy=delete")
                        .contains(
                                "Limit all: requests-per-minute 60 -> 60000, burst 1 -> 2 (from "
                                        + limits
                                        + ", partition 0 offset 0)");
                assertThat(instance.isAlive()).isTrue();
            }
        }
    }

    @Test
    void anInstanceStartsWithWhatTheTopicSays(Backbone backbone) throws Exception {
        Topics topics = Topics.create(backbone, "set", 1);
        String limits = topics.name() + ".limits";
        create(backbone, limits, "compact");
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults());
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("topics.limits", limits)
                            .with("limits.few.tenant", "default")
                            .with("limits.few.tokens-per-minute", 60_000_000);
            set(config, "few", "--tenant", "default", "--tpm", "1000000");
            set(config, "few", "--tenant", "default", "--tpm", "800");
            publisher.send(Publisher.request("before").setMaxTokens(900).build());
            publisher.flush();
            try (Instance instance = Instance.start(config, folder)) {
                outcomes.await(1, PATIENCE);
                assertThat(outcomes.failures()).singleElement().satisfies(LimitSettingIT::tooLarge);
                assertThat(instance.log())
                        .contains("Limit few: tokens-per-minute 60000000 -> 800 (from " + limits);

                publishBad(backbone, limits);
                awaitLog(instance, "offset 3 changes nothing: not in the schema registry's");
                publisher.send(Publisher.request("still").setMaxTokens(900).build());
                publisher.flush();
                outcomes.await(2, PATIENCE);
                assertThat(outcomes.failures()).hasSize(2).allSatisfy(LimitSettingIT::tooLarge);

                limits(config, "unset", "few");
                awaitLog(instance, "tokens-per-minute 800 -> 60000000 (configuration again, by");
                publisher.send(Publisher.request("after").setMaxTokens(900).build());
                publisher.flush();
                outcomes.await(3, PATIENCE);
                assertThat(outcomes.completions()).hasSize(1);
                assertThat(instance.log())
                        .doesNotContain("ERROR")
                        .doesNotContain("has cleanup.policy");
            }
        }
    }

    private static void tooLarge(ChatFailure failure) {
        assertThat(failure.getReason()).isEqualTo(FailureReason.TOO_LARGE_FOR_LIMIT);
    }

    private void set(InstanceConfig config, String name, String... options) {
        List<String> arguments = new ArrayList<>(List.of("set", name));
        arguments.addAll(Arrays.asList(options));
        limits(config, arguments.toArray(String[]::new));
    }

    private void limits(InstanceConfig config, String... arguments) {
        String file = config.write(folder.resolve("command")).toString();
        CommandRun run = CommandRun.with(file, new LimitsCommand(), arguments);
        assertThat(run.code()).as(run.err()).isZero();
    }

    private static void awaitLog(Instance instance, String line) {
        Awaitility.await().atMost(PATIENCE).until(() -> instance.log().contains(line));
    }

    private static void create(Backbone backbone, String topic, String policy) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", backbone.bootstrapServers()))) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(topic, 1, (short) 1)
                                            .configs(Map.of("cleanup.policy", policy))))
                    .all()
                    .get();
        }
    }

    /** No limit at all, and bytes that are no record. */
    private static void publishBad(Backbone backbone, String topic) throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                backbone.bootstrapServers(),
                                "max.in.flight.requests.per.connection",
                                1),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, "few", new byte[0])).get();
            producer.send(new ProducerRecord<>(topic, "few", new byte[] {1, 2, 3})).get();
        }
    }
}
