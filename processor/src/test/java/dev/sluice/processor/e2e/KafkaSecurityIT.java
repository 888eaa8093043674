package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.processor.cli.CollectCommand;
import dev.sluice.processor.cli.LimitsCommand;
import dev.sluice.processor.cli.SubmitCommand;
import dev.sluice.processor.cli.billing.ReplayCommand;
import dev.sluice.processor.cli.billing.UsageCommand;
import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.ConfigLoader;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.flow.TopicSetup;
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
import dev.sluice.schemas.SchemaRejectedException;
import dev.sluice.schemas.Schemas;
import dev.sluice.v1.ChatRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
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
                refusedAndAllowedAgain(stack, acls, instance, submitter, reader);
                assertThat(instance.log()).doesNotContain(stack.secrets());
            }
            nobodyLogsIn(stack);
        }
    }

    private void refusedAndAllowedAgain(
            SecureStack stack,
            List<AclBinding> acls,
            Instance instance,
            String submitter,
            String reader)
            throws Exception {
        AclBinding publishing =
                acls.stream()
                        .filter(acl -> acl.pattern().name().equals("chat.completions"))
                        .filter(acl -> acl.entry().operation() == AclOperation.WRITE)
                        .findFirst()
                        .orElseThrow();
        stack.broker().admin().deleteAcls(List.of(publishing.toFilter())).all().get();
        submit(submitter, "second", 5);
        String line = "topics.completions: the brokers do not allow";
        await().atMost(PATIENCE).until(() -> instance.log().contains(line));
        stack.broker().admin().createAcls(List.of(publishing)).all().get();

        collect(reader, "second", 5);
        assertThat(instance.log()).containsOnlyOnce(line);
        assertThat(instance.isAlive()).isTrue();
    }

    private void nobodyLogsIn(SecureStack stack) {
        InstanceConfig good = stack.config("sluice");
        String stranger =
                TestIdentity.of(folder.resolve("stranger"), "127.0.0.1").authority().toString();
        stack.broker().user("sluice", "another one");

        assertThat(problem(good)).startsWith("kafka.sasl.jaas.config: the brokers refuse the ");
        assertThat(problem(good.with("kafka.'ssl.truststore.location'", stranger)))
                .startsWith("kafka.ssl.truststore.location: the brokers' certificate is not ");

        Map<String, String> registry = new HashMap<>(stack.registry());
        registry.put("schema.registry.basic.auth.user.info", "sluice:wrong");
        try (Schemas schemas = Schemas.connect(registry)) {
            assertThat(
                            catchThrowableOfType(
                                    SchemaRejectedException.class,
                                    () -> schemas.idFor("any", ChatRequest.getClassSchema())))
                    .hasMessageContaining("schema.registry.basic.auth.user.info")
                    .hasMessageNotContaining("wrong");
        }
    }

    /** The one with which an instance would refuse to start. */
    private String problem(InstanceConfig config) {
        Path file = config.write(folder.resolve("refused"));
        List<Problem> problems =
                catchThrowableOfType(
                                ConfigException.class,
                                () ->
                                        TopicSetup.of(ConfigLoader.read(file, Map.of()).config())
                                                .await())
                        .problems();
        assertThat(problems).hasSize(1);
        return problems.get(0).toString();
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
