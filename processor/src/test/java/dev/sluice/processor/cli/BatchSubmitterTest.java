package dev.sluice.processor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Priority;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class BatchSubmitterTest {
    private static final BatchOptions OPTIONS =
            new BatchOptions(
                    "b", "acme", Priority.HIGH, Optional.of(Instant.ofEpochMilli(99)), false);

    private final List<String> bad = new ArrayList<>();

    @Test
    void publishesEveryValidLineAndReportsTheOthers() throws IOException {
        MockProducer<String, ChatRequest> producer = producer(true);
        SubmitSummary summary =
                submit(
                        producer,
                        new SeenIds(),
                        line("a"),
                        "",
                        "nonsense",
                        line("a"),
                        "{}",
                        line("z"));
        assertThat(summary).isEqualTo(new SubmitSummary("b", 2, 0, 3, 0, Optional.empty()));
        assertThat(summary.complete()).isFalse();
        assertThat(bad)
                .containsExactly(
                        "3 is not JSON near byte 8",
                        "4 custom_id: was on an earlier line",
                        "5 custom_id: is missing");
        ProducerRecord<String, ChatRequest> first = producer.history().get(0);
        assertThat(first.topic()).isEqualTo("chat.requests");
        assertThat(first.key()).isEqualTo("b/a");
        assertThat(first.value().getId()).isEqualTo("b/a");
        assertThat(first.value().getBatchId()).isEqualTo("b");
        assertThat(first.value().getCustomId()).isEqualTo("a");
        assertThat(first.value().getTenant()).isEqualTo("acme");
        assertThat(first.value().getPriority()).isEqualTo(Priority.HIGH);
        assertThat(first.value().getDeadline()).isEqualTo(Instant.ofEpochMilli(99));
        assertThat(first.value().getModel()).isEqualTo("m");
    }

    @Test
    void leavesOutWhatIsThereAlready() throws IOException {
        SeenIds there = new SeenIds();
        there.add("a");
        MockProducer<String, ChatRequest> producer = producer(true);
        SubmitSummary summary = submit(producer, there, line("a"), line("z"));
        assertThat(summary).isEqualTo(new SubmitSummary("b", 1, 1, 0, 0, Optional.empty()));
        assertThat(summary.complete()).isTrue();
        assertThat(producer.history()).extracting(ProducerRecord::key).containsExactly("b/z");
    }

    @Test
    void goesOnWhenOneRequestIsTooLarge() throws IOException {
        MockProducer<String, ChatRequest> producer = producer(true);
        producer.sendException = new RecordTooLargeException("too large");
        SubmitSummary summary = submit(producer, new SeenIds(), line("a"), line("z"));
        assertThat(summary).isEqualTo(new SubmitSummary("b", 0, 0, 0, 2, Optional.empty()));
        assertThat(bad)
                .hasSize(2)
                .allMatch(report -> report.contains("not delivered: RecordTooLargeException"));
    }

    @Test
    void givesUpWhenNoRequestCanBeDelivered() throws IOException {
        MockProducer<String, ChatRequest> producer = producer(true);
        producer.sendException = new AuthorizationException("not yours");
        SubmitSummary summary = submit(producer, new SeenIds(), line("a"), line("z"));
        assertThat(summary.undelivered()).isEqualTo(1);
        assertThat(summary.gaveUp()).contains("AuthorizationException: not yours");
        assertThat(summary.complete()).isFalse();
    }

    @Test
    void countsADeliveryThatFailsLater() throws IOException {
        MockProducer<String, ChatRequest> producer = producer(false);
        RequestSender sender =
                new RequestSender(producer, "t", (line, reason) -> bad.add(line + " " + reason));
        sender.send(
                7,
                ChatRequest.newBuilder().setId("i").setModel("m").setMessages(List.of()).build());
        assertThat(sender.delivered()).isZero();
        producer.errorNext(new RecordTooLargeException("later"));
        assertThat(sender.delivered()).isZero();
        assertThat(sender.undelivered()).isEqualTo(1);
        assertThat(bad).containsExactly("7 not delivered: RecordTooLargeException: later");
    }

    @Test
    void refusesIdsThatTheSchemaDoesNotTake() {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> new BatchOptions("", "t", Priority.LOW, Optional.empty(), false));
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(
                        () ->
                                new BatchOptions(
                                        "b",
                                        "t".repeat(257),
                                        Priority.LOW,
                                        Optional.empty(),
                                        false));
        assertThat(BatchOptions.fresh().batchId()).startsWith("batch_");
    }

    private SubmitSummary submit(
            MockProducer<String, ChatRequest> producer, SeenIds there, String... lines)
            throws IOException {
        byte[] file = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        Cluster cluster = Cluster.of("localhost:1", "mock://none");
        return new BatchSubmitter(
                        cluster, (line, reason) -> bad.add(line + " " + reason), Progress.NONE)
                .submit(new ByteArrayInputStream(file), file.length, OPTIONS, there, producer);
    }

    private static MockProducer<String, ChatRequest> producer(boolean autoComplete) {
        return new MockProducer<>(
                autoComplete, null, new StringSerializer(), (topic, request) -> new byte[0]);
    }

    private static String line(String customId) {
        return "{\"custom_id\":\""
                + customId
                + "\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}}";
    }
}
