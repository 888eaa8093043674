package dev.sluice.processor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.broker.LocalBroker;
import dev.sluice.processor.support.CommandRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Showing and setting limits, with a broker and a registry in memory. */
class LimitsCommandIT {
    @TempDir Path folder;

    @Test
    void showsSetsAndTakesBack() throws Exception {
        try (LocalBroker broker = LocalBroker.temporary()) {
            String config = config(broker);
            CommandRun alone = run(config);
            assertThat(alone.code()).as(alone.err()).isEqualTo(ExitCodes.OK);
            assertThat(alone.out()).contains("rpm ", "configuration ", "requests-per-minute 600");
            assertThat(alone.err()).contains("Topic chat.limits does not exist");
            String[] five = {"set", "rpm", "--endpoint", "local", "--rpm", "5"};
            assertThat(refused(config, five)).contains("does not exist; create it");

            create(broker);
            assertThat(done(config, five)).isEqualTo("Limit rpm: requests-per-minute 600 -> 5\n");
            String[] all = {"set", "all", "--tenant", "*", "--model", "m", "--tpm", "9"};
            done(config, with(all, "--concurrent", "3", "--rpm", "4", "--burst", "2"));
            done(config, with(all, "--shadow"));
            assertThat(done(config))
                    .containsPattern(
                            "all +chat.limits, partition 0 offset 2 +tenant \\*, model m, tokens-per-minute 9,"
                                    + " burst 1, shadow true\n")
                    .containsPattern("rpm +chat.limits, partition 0 offset 0 +endpoint local");

            assertThat(done(config, "unset", "rpm"))
                    .isEqualTo("Limit rpm: requests-per-minute 5 -> 600\n");
            assertThat(done(config, "unset", "rpm"))
                    .isEqualTo("Nothing other than the configuration was in force\n");
        }
    }

    @Test
    void publishesNothingThatBreaksARule() throws Exception {
        try (LocalBroker broker = LocalBroker.temporary()) {
            String config = config(broker);
            create(broker);

            String[] wrong = {"set", "rpm", "--endpoint", "lokal", "--rpm", "5", "--burst", "6"};
            assertThat(refused(config, wrong))
                    .contains(
                            "limits.rpm.endpoint: names no endpoint; did you mean local?",
                            "limits.rpm.burst: must be at most limits.rpm.requests-per-minute");
            assertThat(refused(config, "set", "twin", "--endpoint", "local", "--rpm", "5"))
                    .contains("limits the same as limits.rpm.requests-per-minute");

            publish(broker, "rpm", "junk");
            CommandRun shown = run(config);
            assertThat(shown.code()).isEqualTo(ExitCodes.SOME_FAILED);
            assertThat(shown.err())
                    .contains("The record at chat.limits, partition 0 offset 0 changes");
            assertThat(shown.out()).contains("requests-per-minute 600");
        }
    }

    @Test
    void needsAConfiguration() {
        CommandRun run = CommandRun.of(new LimitsCommand());
        assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains("--config");
    }

    private static CommandRun run(String config, String... arguments) {
        return CommandRun.with(config, new LimitsCommand(), arguments);
    }

    /** What it says when it is done. */
    private static String done(String config, String... arguments) {
        CommandRun run = run(config, arguments);
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCodes.OK);
        return run.out().replace(System.lineSeparator(), "\n");
    }

    /** What it says why it does nothing. */
    private static String refused(String config, String... arguments) {
        CommandRun run = run(config, arguments);
        assertThat(run.code()).as(run.out()).isEqualTo(ExitCodes.USAGE);
        return run.err();
    }

    private static String[] with(String[] first, String... more) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new);
    }

    private String config(LocalBroker broker) throws Exception {
        return Files.writeString(
                        folder.resolve("c.yaml"),
                        """
                        kafka: {bootstrap.servers: '%s'}
                        schema.registry: {url: 'mock://limits-command'}
                        endpoints: {local: {base-url: 'http://e'}}
                        limits: {rpm: {endpoint: local, requests-per-minute: 600}}
                        """
                                .formatted(broker.bootstrapServers()))
                .toString();
    }

    private static void create(LocalBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            NewTopic topic =
                    new NewTopic("chat.limits", 1, (short) 1)
                            .configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private static void publish(LocalBroker broker, String key, String value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    "chat.limits",
                                    key.getBytes(StandardCharsets.UTF_8),
                                    value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }
}
