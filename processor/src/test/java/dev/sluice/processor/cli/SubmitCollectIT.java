package dev.sluice.processor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.sluice.processor.support.CommandRun;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Both commands on a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubmitCollectIT {
    private static final String COMPLETIONS = "chat.completions";
    private static final String FAILURES = "chat.failures";

    private final TestTopics topics = start();

    @AfterAll
    void stop() {
        topics.close();
    }

    @Test
    void submitsAFileOverAllPartitions(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("in.jsonl"), lines(0, 300));
        CommandRun result =
                CommandRun.of(
                        new SubmitCommand(),
                        topics.arguments(file.toString(), "--batch", "spread", "--tenant", "acme"));
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCodes.OK);
        assertThat(result.out().strip()).isEqualTo("spread");
        List<ConsumerRecord<byte[], ChatRequest>> requests = ofBatch("spread");
        assertThat(requests).hasSize(300);
        assertThat(requests).extracting(r -> r.value().getTenant()).containsOnly("acme");
        assertThat(requests).extracting(ConsumerRecord::partition).contains(0, 1, 2);
    }

    @Test
    void reportsBadLinesAndResumes(@TempDir Path folder) throws Exception {
        Path half = Files.write(folder.resolve("half.jsonl"), lines(0, 10));
        submit(half, "again");
        Path all =
                Files.write(folder.resolve("all.jsonl"), concat(lines(0, 20), List.of("not json")));
        CommandRun result =
                CommandRun.of(
                        new SubmitCommand(),
                        topics.arguments(all.toString(), "--batch", "again", "--resume"));
        assertThat(result.code()).isEqualTo(ExitCodes.SOME_FAILED);
        assertThat(result.err())
                .contains("line 21: is not JSON", "10 submitted, 10 already there, 1 bad lines");
        assertThat(ofBatch("again"))
                .extracting(r -> r.value().getCustomId())
                .doesNotHaveDuplicates()
                .hasSize(20);
    }

    @Test
    void collectsWhatIsThereAndWhatComesLater(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("in.jsonl"), lines(0, 5));
        submit(file, "later");
        List<Position> at =
                ofBatch("later").stream()
                        .map(r -> new Position(r.topic(), r.partition(), r.offset()))
                        .toList();
        topics.publishJunk(COMPLETIONS);
        topics.publish(
                COMPLETIONS,
                true,
                List.of(completion("later", at.get(0)), completion("other", at.get(1))));
        topics.publish(
                COMPLETIONS,
                false,
                List.of(completion("later", at.get(1)), completion("later", at.get(2))));
        Path output = folder.resolve("out.jsonl");
        CompletableFuture<CommandRun> collected =
                CompletableFuture.supplyAsync(
                        () ->
                                CommandRun.of(
                                        new CollectCommand(),
                                        topics.arguments(
                                                "--batch",
                                                "later",
                                                "--output",
                                                output.toString())));
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> Files.exists(output) && Files.size(output) > 0);
        assertThat(collected).isNotDone();
        topics.publish(
                COMPLETIONS,
                true,
                at.subList(1, 4).stream().map(p -> completion("later", p)).toList());
        topics.publish(
                FAILURES,
                true,
                List.of(Outcomes.failure("later", 9).setPosition(at.get(4)).build()));

        CommandRun result = collected.get(60, TimeUnit.SECONDS);
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCodes.SOME_FAILED);
        assertThat(result.err())
                .contains("5 of 5 outcomes: 4 completed, 1 failed")
                .doesNotContain("DUPLICATE");
        assertThat(result.out()).contains("default");
        assertThat(Files.readAllLines(output))
                .hasSize(4)
                .allMatch(
                        line ->
                                line.contains("\"object\":\"chat.completion\"")
                                        && line.endsWith("\"error\":null}"));
        assertThat(Files.readAllLines(folder.resolve("out.errors.jsonl")))
                .singleElement()
                .asString()
                .contains("\"code\":\"TIMEOUT\"");
    }

    @Test
    void complainsLoudlyOfASecondOutcome(@TempDir Path folder) throws IOException {
        Position position = new Position("chat.requests", 0, 1L << 40);
        topics.publish(
                COMPLETIONS,
                true,
                List.of(completion("twice", position), completion("twice", position)));
        Path output = folder.resolve("out.jsonl");
        CommandRun result =
                CommandRun.of(
                        new CollectCommand(),
                        topics.arguments(
                                "--batch",
                                "twice",
                                "--output",
                                output.toString(),
                                "--expect",
                                "1"));
        assertThat(result.code()).isEqualTo(ExitCodes.SOME_FAILED);
        assertThat(result.err())
                .contains("DUPLICATE OUTCOME: request chat.requests-0@1099511627776");
        assertThat(Files.readAllLines(output)).hasSize(1);
    }

    @Test
    void saysWhenTimeIsOverAndKeepsWhatCame(@TempDir Path folder) throws IOException {
        topics.publish(
                COMPLETIONS,
                true,
                List.of(completion("slow", new Position("chat.requests", 0, 1L << 41))));
        Path output = folder.resolve("out.jsonl");
        CommandRun result =
                CommandRun.of(
                        new CollectCommand(),
                        topics.arguments(
                                "--batch",
                                "slow",
                                "--output",
                                output.toString(),
                                "--expect",
                                "2",
                                "--timeout",
                                "3s"));
        assertThat(result.code()).isEqualTo(ExitCodes.TIMEOUT);
        assertThat(result.err()).contains("1 of 2 outcomes");
        assertThat(Files.readAllLines(output)).hasSize(1);
    }

    @Test
    void countsTheSearchForRequestsAsTimeToo(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("in.jsonl"), lines(0, 1));
        submit(file, "hasty");
        Path output = folder.resolve("out.jsonl");
        CommandRun result =
                CommandRun.of(
                        new CollectCommand(),
                        topics.arguments(
                                "--batch",
                                "hasty",
                                "--output",
                                output.toString(),
                                "--timeout",
                                "1ms"));
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCodes.TIMEOUT);
        assertThat(result.err()).contains("time was over", "batch hasty");
        assertThat(output).doesNotExist();
    }

    @Test
    void tellsWhatIsWrongWithTheCluster(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("in.jsonl"), lines(0, 1));
        CommandRun noTopic =
                CommandRun.of(
                        new SubmitCommand(),
                        topics.arguments(file.toString(), "--topic", "nowhere"));
        assertThat(noTopic.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(noTopic.err()).contains("[nowhere]", "does not exist");
        CommandRun noFile =
                CommandRun.of(
                        new SubmitCommand(), topics.arguments(folder.resolve("none").toString()));
        assertThat(noFile.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(noFile.err()).contains("Cannot read");
        Path output = Files.writeString(folder.resolve("o"), "of an earlier batch");
        CommandRun noBatch =
                CommandRun.of(
                        new CollectCommand(),
                        topics.arguments("--batch", "unheard", "--output", output.toString()));
        assertThat(output).hasContent("of an earlier batch");
        assertThat(noBatch.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(noBatch.err()).contains("no requests of batch unheard");
        Cluster nobody =
                new Cluster(
                        Map.of(
                                "bootstrap.servers", "127.0.0.1:1",
                                "default.api.timeout.ms", "500",
                                "request.timeout.ms", "400"),
                        Map.of(),
                        "r",
                        "c",
                        "f");
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> TopicCheck.partitions(nobody, List.of("r")))
                .withMessageContaining("127.0.0.1:1");
    }

    private static TestTopics start() {
        try {
            return new TestTopics("submit-collect");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void submit(Path file, String batch) {
        CommandRun result =
                CommandRun.of(
                        new SubmitCommand(), topics.arguments(file.toString(), "--batch", batch));
        assertThat(result.code()).as(result.err()).isZero();
    }

    private List<ConsumerRecord<byte[], ChatRequest>> ofBatch(String batch)
            throws InterruptedException {
        return topics.requests().stream()
                .filter(r -> batch.equals(r.value().getBatchId()))
                .toList();
    }

    private static ChatCompletion completion(String batch, Position position) {
        return Outcomes.completion(batch, position.getOffset()).setPosition(position).build();
    }

    private static List<String> lines(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(
                        i ->
                                "{\"custom_id\":\"c%d\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}}"
                                        .formatted(i))
                .toList();
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
