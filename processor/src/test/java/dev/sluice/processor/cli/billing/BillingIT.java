package dev.sluice.processor.cli.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.cli.Cluster;
import dev.sluice.processor.cli.ExitCodes;
import dev.sluice.processor.cli.Outcomes;
import dev.sluice.processor.cli.TestTopics;
import dev.sluice.processor.support.CommandRun;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.UsageTotals;
import dev.sluice.v1.WindowSize;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Totals and replays on a real broker. */
class BillingIT {
    private static final String COMPLETIONS = "chat.completions";
    private static final String FAILURES = "chat.failures";
    private static final String REBUILT = "rebuilt";

    @TempDir Path folder;

    @Test
    void totalsAreReadDerivedAgainAndCompared() throws Exception {
        try (TestTopics topics = new TestTopics("billing")) {
            try (Admin admin = Admin.create(Map.<String, Object>copyOf(topics.cluster().kafka()))) {
                admin.createTopics(List.of(new NewTopic(REBUILT, 3, (short) 1))).all().get();
            }
            String config = config(topics, TestTopics.USAGE);
            Instant now = Instant.now();
            topics.publish(
                    COMPLETIONS,
                    true,
                    List.of(
                            priced("acme", now, "0.000000000007"),
                            priced("acme", now, "1.5"),
                            Answers.of("other", now)));
            topics.publish(COMPLETIONS, false, List.of(priced("acme", now, "100")));
            topics.publishJunk(COMPLETIONS);

            CommandRun missing =
                    CommandRun.with(config, new RebuildCommand(), "--diff", "--wait", "0s");
            assertThat(missing.code()).isEqualTo(ExitCodes.SOME_FAILED);
            assertThat(missing.out()).contains("requests: 2 rebuilt, 0 present");
            Path file = folder.resolve("totals.jsonl");
            assertThat(
                            CommandRun.with(
                                            config,
                                            new RebuildCommand(),
                                            "--topic",
                                            REBUILT,
                                            "--output",
                                            file.toString())
                                    .err())
                    .contains(
                            "3 completions in 6 totals",
                            "1 records on chat.completions cannot be read");
            assertThat(Files.readAllLines(file))
                    .hasSize(6)
                    .anyMatch(
                            line ->
                                    line.startsWith("{\"tenant\":\"acme\"")
                                            && line.contains("\"window\":\"DAY\"")
                                            && line.contains("\"total_tokens\":84")
                                            && line.endsWith(
                                                    "\"cost\":\"1.500000000007\",\"currency\":\"USD\"}"));
            assertThat(CommandRun.with(config, new RebuildCommand(), "--topic", REBUILT).err())
                    .contains("Topic rebuilt has records; name an empty one.");

            String rebuilt = config(topics, REBUILT);
            CommandRun same = CommandRun.with(rebuilt, new RebuildCommand(), "--diff");
            assertThat(same.err()).contains("6 totals compared: no difference");
            assertThat(same.out()).isEmpty();
            assertThat(
                            CommandRun.with(
                                            rebuilt,
                                            new UsageCommand(),
                                            "--by",
                                            "tenant",
                                            "--format",
                                            "csv")
                                    .out())
                    .contains("acme,2,0,60,20,24,0,84,0,0,0,0,0,0,0,0,0,1.500000000007,USD\r\n")
                    .contains("other,1,0,30,10,12,0,42,0,0,1,0,0,0,0,0,0,,\r\n");
            CommandRun repriced =
                    CommandRun.with(rebuilt, new RebuildCommand(), "--diff", "--prices", prices());
            assertThat(repriced.out())
                    .contains("cost USD: 0.00009 rebuilt, 1.500000000007 present")
                    .contains("unpriced_requests: 0 rebuilt, 1 present");

            topics.publish(REBUILT, true, List.of(wrong(now)));
            CommandRun wrong =
                    CommandRun.with(rebuilt, new RebuildCommand(), "--diff", "--wait", "0s");
            assertThat(wrong.code()).isEqualTo(ExitCodes.SOME_FAILED);
            assertThat(wrong.out().lines())
                    .singleElement()
                    .asString()
                    .contains("\"other\"", "DAY", "requests: 1 rebuilt, 2 present");
            assertThat(CommandRun.with(rebuilt, new UsageCommand(), "--tenant", "other").out())
                    .containsPattern("total +2 +30 +10 +12 +42 +1 *\n");
        }
    }

    @Test
    void failuresAreReplayedOnceEach() throws Exception {
        try (TestTopics topics = new TestTopics("replay")) {
            String config = config(topics, TestTopics.USAGE);
            topics.publish(
                    List.of(
                            failure(
                                    topics,
                                    Outcomes.failure("a", 1)
                                            .setRequest(request("a", "acme"))
                                            .setTenant("acme")
                                            .build()),
                            failure(
                                    topics,
                                    Outcomes.failure("b", 2)
                                            .setRequest(request("b", "other"))
                                            .setTenant("other")
                                            .build()),
                            failure(
                                    topics,
                                    Outcomes.failure("c", 3)
                                            .setReason(FailureReason.DUPLICATE)
                                            .setRequest(request("c", "acme"))
                                            .build()),
                            failure(
                                    topics,
                                    Outcomes.failure("d", 4)
                                            .setReason(FailureReason.UNREADABLE)
                                            .setRaw(ByteBuffer.wrap(new byte[] {1}))
                                            .build())),
                    true);

            CommandRun dry = CommandRun.with(config, new ReplayCommand());
            assertThat(dry.code()).isEqualTo(ExitCodes.SOME_FAILED);
            assertThat(dry.out())
                    .containsPattern("TIMEOUT +acme +1\\R")
                    .containsPattern("total +2\\R");
            assertThat(dry.err())
                    .contains(
                            "1 more cannot be replayed",
                            "2 requests would be published on chat.requests. Nothing was");
            assertThat(topics.requests()).isEmpty();

            CommandRun one =
                    CommandRun.with(config, new ReplayCommand(), "--tenant", "acme", "--execute");
            assertThat(one.code()).as(one.err()).isEqualTo(ExitCodes.OK);
            assertThat(topics.requests()).singleElement().satisfies(BillingIT::isReplayed);
            CommandRun rest =
                    CommandRun.with(
                            config, new ReplayCommand(), "--reason", "timeout", "--execute");
            assertThat(rest.err())
                    .contains("1 more were replayed before", "1 requests are published");
            assertThat(
                            CommandRun.with(
                                            config,
                                            new ReplayCommand(),
                                            "--reason",
                                            "TIMEOUT",
                                            "--execute")
                                    .err())
                    .contains("2 more were replayed before", "0 requests are published");
            assertThat(topics.requests())
                    .extracting(request -> request.value().getTenant())
                    .containsExactlyInAnyOrder("acme", "other");
        }
    }

    private static void isReplayed(ConsumerRecord<byte[], ChatRequest> record) {
        assertThat(record.value().getId()).matches("a/replay/[0-2]-\\d+");
        assertThat(record.value().getDeadline()).isNull();
        assertThat(record.key()).isEqualTo(bytes("key"));
        assertThat(record.headers().lastHeader("trace").value()).isEqualTo(bytes("t"));
        assertThat(
                        new String(
                                record.headers().lastHeader("sluice-replay-of").value(),
                                StandardCharsets.UTF_8))
                .startsWith("chat.failures-");
    }

    private static ProducerRecord<byte[], byte[]> failure(TestTopics topics, ChatFailure failure) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(FAILURES, bytes("key"), topics.bytes(FAILURES, failure));
        record.headers().add("trace", bytes("t")).add("sluice-forwarded-at", new byte[8]);
        return record;
    }

    private static ChatRequest request(String id, String tenant) {
        return ChatRequest.newBuilder()
                .setId(id)
                .setTenant(tenant)
                .setModel("m")
                .setDeadline(Instant.EPOCH)
                .setMessages(
                        List.of(ChatMessage.newBuilder().setRole("user").setContent("?").build()))
                .build();
    }

    private static ChatCompletion priced(String tenant, Instant answered, String cost) {
        ChatCompletion completion = Answers.of(tenant, answered);
        completion.setCost(Rows.cost(cost, "USD"));
        return completion;
    }

    /** The second version of a row, which counts one request too many. */
    private static UsageTotals wrong(Instant now) {
        Instant day = now.truncatedTo(ChronoUnit.DAYS);
        return Rows.row("other", "m", 2)
                .setWindow(WindowSize.DAY)
                .setWindowStart(day)
                .setWindowEnd(day.plus(1, ChronoUnit.DAYS))
                .setVersion(2)
                .setPromptTokens(30)
                .setCachedTokens(10)
                .setCompletionTokens(12)
                .setTotalTokens(42)
                .setUnpricedRequests(1)
                .build();
    }

    private String prices() throws Exception {
        return Files.writeString(
                        folder.resolve("prices.yaml"),
                        "prices: {all: {endpoint: e, currency: USD, input-per-million: 1,"
                                + " cached-input-per-million: 0.1, output-per-million: 2}}\n")
                .toString();
    }

    private String config(TestTopics topics, String usage) throws Exception {
        Cluster cluster = topics.cluster();
        return Files.writeString(
                        folder.resolve(usage + ".yaml"),
                        """
                        kafka: {bootstrap.servers: '%s'}
                        schema.registry: {url: '%s'}
                        topics: {usage: '%s'}
                        endpoints: {e: {base-url: 'http://e'}}
                        """
                                .formatted(
                                        cluster.kafka().get("bootstrap.servers"),
                                        cluster.schemaRegistry().get("schema.registry.url"),
                                        usage))
                .toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
