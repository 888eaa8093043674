package dev.sluice.processor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.broker.LocalBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import picocli.CommandLine;

/** Showing and setting limits, with a broker and a registry in memory. */
class LimitsCommandIT {
    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void showsSetsAndTakesBack() throws Exception {
        try (LocalBroker broker = LocalBroker.temporary()) {
            String config = config(broker);
            assertThat(run(config)).as(err.toString()).isEqualTo(ExitCodes.OK);
            assertThat(output()).contains("rpm ", "configuration ", "requests-per-minute 600");
            assertThat(errors()).contains("Topic chat.limits does not exist");
            assertThat(run(config, "set", "rpm", "--endpoint", "local", "--rpm", "5"))
                    .isEqualTo(ExitCodes.USAGE);
            assertThat(errors()).contains("does not exist; create it");

            create(broker);
            assertThat(run(config, "set", "rpm", "--endpoint", "local", "--rpm", "5"))
                    .as(err.toString())
                    .isEqualTo(ExitCodes.OK);
            assertThat(output()).isEqualTo("Limit rpm: requests-per-minute 600 -> 5\n");
            String[] all = {"set", "all", "--tenant", "*", "--model", "m", "--tpm", "9"};
            assertThat(run(config, with(all, "--concurrent", "3", "--rpm", "4", "--burst", "2")))
                    .isEqualTo(ExitCodes.OK);
            assertThat(run(config, with(all, "--shadow"))).isEqualTo(ExitCodes.OK);
            output();
            assertThat(run(config)).isEqualTo(ExitCodes.OK);
            assertThat(output())
                    .containsPattern(
                            "all +chat.limits, partition 0 offset 2 +tenant \\*, model m, tokens-per-minute 9,"
                                    + " burst 1, shadow true\n")
                    .containsPattern("rpm +chat.limits, partition 0 offset 0 +endpoint local");

            assertThat(run(config, "unset", "rpm")).isEqualTo(ExitCodes.OK);
            assertThat(output()).isEqualTo("Limit rpm: requests-per-minute 5 -> 600\n");
            assertThat(run(config, "unset", "rpm")).isEqualTo(ExitCodes.OK);
            assertThat(output()).isEqualTo("Nothing other than the configuration was in force\n");
        }
    }

    @Test
    void publishesNothingThatBreaksARule() throws Exception {
        try (LocalBroker broker = LocalBroker.temporary()) {
            String config = config(broker);
            create(broker);

            assertThat(
                            run(
                                    config,
                                    "set",
                                    "rpm",
                                    "--endpoint",
                                    "lokal",
                                    "--rpm",
                                    "5",
                                    "--burst",
                                    "6"))
                    .isEqualTo(ExitCodes.USAGE);
            assertThat(errors())
                    .contains(
                            "limits.rpm.endpoint: names no endpoint; did you mean local?",
                            "limits.rpm.burst: must be at most limits.rpm.requests-per-minute");
            assertThat(run(config, "set", "twin", "--endpoint", "local", "--rpm", "5"))
                    .isEqualTo(ExitCodes.USAGE);
            assertThat(errors()).contains("limits the same as limits.rpm.requests-per-minute");

            publish(broker, "rpm", "junk");
            assertThat(run(config)).isEqualTo(ExitCodes.SOME_FAILED);
            assertThat(errors())
                    .contains("The record at chat.limits, partition 0 offset 0 changes");
            assertThat(output()).contains("requests-per-minute 600");
        }
    }

    @Test
    void needsAConfiguration() {
        assertThat(new CommandLine(new LimitsCommand()).setErr(new PrintWriter(err)).execute())
                .isEqualTo(ExitCodes.USAGE);
        assertThat(errors()).contains("--config");
    }

    private int run(String config, String... arguments) {
        return new CommandLine(new LimitsCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(with(arguments, "--config", config));
    }

    private String output() {
        return taken(out);
    }

    private String errors() {
        return taken(err);
    }

    private static String taken(StringWriter writer) {
        String text = writer.toString();
        writer.getBuffer().setLength(0);
        return text.replace(System.lineSeparator(), "\n");
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
