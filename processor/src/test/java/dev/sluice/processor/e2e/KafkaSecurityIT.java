package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.processor.cli.CollectCommand;
import dev.sluice.processor.cli.LimitsCommand;
import dev.sluice.processor.cli.SubmitCommand;
import dev.sluice.processor.cli.billing.ReplayCommand;
import dev.sluice.processor.cli.billing.UsageCommand;
import dev.sluice.processor.support.AclTable;
import dev.sluice.processor.support.AuditLog;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.CommandRun;
import dev.sluice.processor.support.FreePort;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.SecureStack;
import dev.sluice.processor.support.TestIdentity;
import dev.sluice.schemas.AvroSerializer;
import dev.sluice.v1.ChatRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a broker and a registry that ask for passwords over TLS, with no more rights than README.md lists. */
@ExtendWith(BackboneExtension.class)
class KafkaSecurityIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test
    void theListedRightsAreEnoughAndEachIsUsed(Backbone backbone) throws Exception {
        List<AclBinding> acls = AclTable.read();
        AclBinding publishing = of("chat.completions", AclOperation.WRITE, acls);
        AclBinding describing = of("chat.completions", AclOperation.DESCRIBE_CONFIGS, acls);
        try (AuditLog audit = new AuditLog();
                SecureStack stack = new SecureStack(backbone, folder, acls)) {
            String submitter = file(stack, "submitter");
            String reader = file(stack, "reader");
            String operator = file(stack, "operator");
            try (Instance instance =
                    Instance.start(
                            stack.config("sluice")
                                    .with("limits.all.endpoint", "test")
                                    .with("limits.all.requests-per-minute", "60000")
                                    .with("limits.all.burst", "100")
                                    .with("admin.port", FreePort.find()),
                            folder.resolve("instance"))) {
                submit(submitter, "first", 10);
                streamed(stack);
                collect(reader, "first", 10);
                await().atMost(PATIENCE).untilAsserted(() -> isTotal(reader, "default,11,"));
                String[] limit = {"set", "more", "--endpoint", "test", "--concurrent", "9"};
                assertThat(run(new LimitsCommand(), operator, limit).code()).isZero();
                assertThat(run(new LimitsCommand(), operator).out()).contains("more");
                String[] replay = {"--reason", "UNKNOWN_MODEL", "--execute"};
                assertThat(run(new ReplayCommand(), operator, replay).code()).isZero();

                assertThat(acls).filteredOn(acl -> !audit.used(acl)).isEmpty();
                refusedAndAllowedAgain(stack, publishing, instance, submitter, reader);
                assertThat(instance.log()).doesNotContain(stack.secrets());
            }
            waitsForAllThatIsMended(stack, describing, submitter, reader);
        }
    }

    private static AclBinding of(String topic, AclOperation operation, List<AclBinding> acls) {
        return acls.stream()
                .filter(acl -> acl.pattern().name().equals(topic))
                .filter(acl -> acl.entry().operation() == operation)
                .findFirst()
                .orElseThrow();
    }

    private void refusedAndAllowedAgain(
            SecureStack stack,
            AclBinding publishing,
            Instance instance,
            String submitter,
            String reader)
            throws Exception {
        stack.broker().admin().deleteAcls(List.of(publishing.toFilter())).all().get();
        submit(submitter, "second", 5);
        String line = "topics.completions: the brokers do not allow";
        await().atMost(PATIENCE).until(() -> instance.log().contains(line));
        stack.broker().admin().createAcls(List.of(publishing)).all().get();

        collect(reader, "second", 5);
        assertThat(instance.log()).containsOnlyOnce(line).doesNotContain("Exception in thread");
        assertThat(instance.isAlive()).isTrue();
    }

    /** An instance that starts meets one obstacle after the other, and begins to work when the last one is out of the way. */
    private void waitsForAllThatIsMended(
            SecureStack stack, AclBinding describing, String submitter, String reader)
            throws Exception {
        TestIdentity old = TestIdentity.expired(folder.resolve("old"), "127.0.0.1");
        stack.broker().user("sluice", "another one");
        stack.broker().admin().deleteAcls(List.of(describing.toFilter())).all().get();
        stack.door().show(old);
        stack.door().expect("sluice:another one");
        InstanceConfig config =
                stack.config("sluice")
                        .with(
                                "'schema.registry'.'ssl.truststore.location'",
                                Files.writeString(
                                        folder.resolve("both.pem"),
                                        Files.readString(old.authority())
                                                + Files.readString(stack.identity().authority())));
        try (Instance instance = Instance.start(config, folder.resolve("later"))) {
            waitsFor(instance, "kafka.sasl.jaas.config: the brokers refuse the login: ");
            stack.letIn("sluice");
            waitsFor(instance, "topics.completions: the brokers do not allow");
            stack.broker().admin().createAcls(List.of(describing)).all().get();
            waitsFor(instance, "schema.registry.ssl.truststore.location: no id for subject ");
            assertThat(instance.log()).contains("its certificate has expired");
            stack.door().show(stack.identity());
            waitsFor(instance, "schema.registry.basic.auth.user.info: no id for subject ");
            stack.letIn();
            submit(submitter, "third", 5);
            collect(reader, "third", 5);
            assertThat(instance.log())
                    .contains("Mended: kafka.sasl.jaas.config", "Mended: topics.completions")
                    .doesNotContain(stack.secrets())
                    .doesNotContain("\tat ");
        }
    }

    private static void waitsFor(Instance instance, String problem) {
        String line = "The start waits until this is mended: " + problem;
        await().atMost(PATIENCE).until(() -> instance.log().contains(line));
        assertThat(instance.log()).containsOnlyOnce(problem);
    }

    private static void isTotal(String config, String row) {
        String[] totals = {"--by", "tenant", "--format", "csv"};
        assertThat(run(new UsageCommand(), config, totals).out()).contains(row);
    }

    private String file(SecureStack stack, String user) {
        return stack.config(user).write(folder.resolve(user)).toString();
    }

    /** So many good requests, and one for a model that nobody has. */
    private void submit(String config, String batch, int good) throws IOException {
        Stream<String> lines =
                IntStream.rangeClosed(0, good)
                        .mapToObj(
                                i ->
                                        "{\"custom_id\":\"c%d\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}}"
                                                .formatted(i, i == 0 ? "none" : "small-chat"));
        Path input = Files.write(folder.resolve(batch + ".jsonl"), lines.toList());
        CommandRun result = run(new SubmitCommand(), config, input.toString(), "--batch", batch);
        assertThat(result.code()).as(result.err()).isZero();
    }

    /** One whose answer is published in pieces, too. */
    private static void streamed(SecureStack stack) throws Exception {
        try (AvroSerializer<ChatRequest> serializer = new AvroSerializer<>()) {
            serializer.configure(stack.registry(), false);
            try (KafkaProducer<String, ChatRequest> producer =
                    new KafkaProducer<>(
                            Map.copyOf(stack.kafka("submitter")),
                            new StringSerializer(),
                            serializer)) {
                ChatRequest request =
                        Publisher.request("streamed")
                                .setStream(true)
                                .setPublishChunks(true)
                                .build();
                producer.send(new ProducerRecord<>("chat.requests", "streamed", request)).get();
            }
        }
    }

    private void collect(String config, String batch, int good) throws IOException {
        Path output = folder.resolve(batch + ".out");
        String[] arguments = {"--batch", batch, "--output", output.toString(), "--timeout", "60s"};
        CommandRun result = run(new CollectCommand(), config, arguments);
        assertThat(result.err()).contains("1 failed");
        assertThat(Files.readAllLines(output)).hasSize(good);
    }

    private static CommandRun run(Object command, String config, String... arguments) {
        return CommandRun.with(config, command, arguments);
    }
}
