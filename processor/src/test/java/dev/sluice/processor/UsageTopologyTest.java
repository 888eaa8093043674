package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.AdmissionConfig.Duplicates;
import dev.sluice.processor.config.UsageConfig;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.support.TestDriver;
import dev.sluice.processor.usage.Account;
import dev.sluice.processor.usage.Bill;
import dev.sluice.processor.usage.Count;
import dev.sluice.processor.usage.Lines;
import dev.sluice.processor.usage.RunningTasks;
import dev.sluice.processor.usage.UsageStage;
import dev.sluice.schemas.RecordDecoder;
import dev.sluice.schemas.RecordEncoder;
import dev.sluice.schemas.UnreadableRecordException;
import dev.sluice.v1.UsageTotals;
import dev.sluice.v1.WindowSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flow of outcomes to totals: what the first part puts onto the internal topic gets to the second, which publishes. */
class UsageTopologyTest {
    private static final UsageConfig USAGE =
            new UsageConfig(
                    List.of(WindowSize.HOUR),
                    Duration.ofHours(1),
                    Duration.ofSeconds(1),
                    new UsageConfig.Keep(
                            Duration.ofDays(9), Duration.ofDays(9), Duration.ofDays(9)));

    private final SluiceFlow flow;
    private final TestDriver adding;
    private final TestInputTopic<byte[], byte[]> added;
    private final TestOutputTopic<byte[], byte[]> usage;

    UsageTopologyTest(@TempDir Path folder) {
        flow = new SluiceFlow(folder, Duplicates.ALLOW);
        adding =
                new TestDriver(
                        "test-usage",
                        SluiceTopology.usage(
                                SluiceFlow.TOPICS,
                                new UsageStage(
                                        USAGE,
                                        SluiceFlow.DELTAS,
                                        new RecordEncoder<>(UsageTotals.getClassSchema(), 3),
                                        new RunningTasks(),
                                        (endpoint, more) -> {})),
                        folder,
                        Map.of());
        added = adding.in(SluiceFlow.DELTAS);
        usage = adding.out(SluiceFlow.TOPICS.usage());
    }

    @AfterEach
    void close() {
        flow.close();
        adding.close();
    }

    @Test
    void whatOutcomesAddIsAddedUp() throws UnreadableRecordException {
        Outcome first = billed("acme", 40);
        Outcome second = billed("acme", 2);
        flow.arrives("hello");
        flow.arrives("other key", "hello");
        flow.arrives("hello");
        flow.intake.answer(0, first);
        flow.intake.answer(1, second);
        flow.intake.answer(2, billed("other", 7));
        flow.drain();
        assertThat(flow.completions.getQueueSize()).isEqualTo(3);
        assertThat(flow.deltas.getQueueSize()).as("gathered by account").isEqualTo(2);
        addUp();

        TestRecord<byte[], byte[]> acme = usage.readRecord();
        assertThat(new String(acme.key(), StandardCharsets.UTF_8))
                .isEqualTo("[\"acme\",\"m\",\"e\",\"HOUR\",\"2026-03-01T12:00:00Z\"]");
        assertThat(totals(acme).getTotalTokens()).isEqualTo(42);
        assertThat(totals(usage.readRecord()).getTotalTokens()).isEqualTo(7);
        assertThat(usage.isEmpty()).isTrue();
    }

    @Test
    void aRefusedAndADefectiveRequestCountAsFailed() throws UnreadableRecordException {
        flow.arrives("refuse");
        flow.arrives("defect");
        addUp();

        UsageTotals failed = totals(usage.readRecord());
        assertThat(failed.getFailedRequests()).isEqualTo(2);
        assertThat(failed.getRequests()).isZero();
        assertThat(failed.getTenant()).isEmpty();
        assertThat(usage.isEmpty()).isTrue();
    }

    private void addUp() {
        flow.deltas.readRecordsToList().forEach(added::pipeInput);
        adding.pass(Duration.ofSeconds(2));
    }

    private static Outcome billed(String tenant, long tokens) {
        Bill.Line line = Lines.of(new Account(tenant, "m", "e"), Count.TOTAL_TOKENS, tokens);
        return new Outcome(
                Outcome.Kind.COMPLETION,
                bytes("an answer"),
                new Bill(Optional.empty(), List.of(line)));
    }

    private static UsageTotals totals(TestRecord<byte[], byte[]> record)
            throws UnreadableRecordException {
        return new RecordDecoder<>(UsageTotals.class)
                .decode(record.value(), UsageTotals.getClassSchema());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
