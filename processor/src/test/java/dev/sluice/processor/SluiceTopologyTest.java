package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.processor.admission.AdmissionSalvage;
import dev.sluice.processor.admission.AdmissionStage;
import dev.sluice.processor.config.PendingConfig;
import dev.sluice.processor.config.TopicsConfig;
import dev.sluice.processor.config.UsageConfig;
import dev.sluice.processor.flow.DefectHandler;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.processor.pending.CommitsInMemory;
import dev.sluice.processor.pending.PendingStage;
import dev.sluice.processor.pending.ScriptedReader;
import dev.sluice.processor.pending.Windows;
import dev.sluice.processor.schedule.IntakeInMemory;
import dev.sluice.processor.schedule.Owner;
import dev.sluice.processor.schedule.Work;
import dev.sluice.processor.schedule.WorkIntake;
import dev.sluice.processor.usage.Account;
import dev.sluice.processor.usage.Bill;
import dev.sluice.processor.usage.Count;
import dev.sluice.processor.usage.Lines;
import dev.sluice.processor.usage.RunningTasks;
import dev.sluice.processor.usage.UsageStage;
import dev.sluice.schemas.RecordDecoder;
import dev.sluice.schemas.RecordEncoder;
import dev.sluice.schemas.UnreadableRecordException;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Position;
import dev.sluice.v1.UsageTotals;
import dev.sluice.v1.WindowSize;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole flow on Streams' test driver, with a scheduler that does what the test says. */
class SluiceTopologyTest {
    private static final TopicsConfig TOPICS =
            new TopicsConfig(
                    "requests",
                    "completions",
                    "failures",
                    "chunks",
                    "usage",
                    "limits",
                    false,
                    1,
                    1);
    private static final String DELTAS = "deltas";
    private static final UsageConfig USAGE =
            new UsageConfig(
                    List.of(WindowSize.HOUR),
                    Duration.ofHours(1),
                    Duration.ofSeconds(1),
                    new UsageConfig.Keep(
                            Duration.ofDays(9), Duration.ofDays(9), Duration.ofDays(9)));
    private static final Instant NOW = Instant.ofEpochSecond(1_000);
    private static final Outcome ANSWER =
            new Outcome(Outcome.Kind.COMPLETION, bytes("an answer"), Bill.NONE);

    /** The scheduler's door, behind which a defect can be. */
    private final class Door implements WorkIntake {
        @Override
        public void offer(Work work) {
            if (defective) {
                throw new IllegalStateException("a defect");
            }
            intake.offer(work);
        }

        @Override
        public void withdraw(Work work) {
            intake.withdraw(work);
        }

        @Override
        public void disown(Owner owner) {
            intake.disown(owner);
        }
    }

    @TempDir Path folder;
    private final IntakeInMemory intake = new IntakeInMemory();
    private final OutcomeEncoder encoder =
            new OutcomeEncoder(
                    new RecordEncoder<>(ChatCompletion.getClassSchema(), 1),
                    new RecordEncoder<>(ChatFailure.getClassSchema(), 2));
    private final CommitsInMemory commits = new CommitsInMemory();
    private final List<Outcome> heard = new ArrayList<>();
    private boolean defective;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> requests;
    private TestOutputTopic<byte[], byte[]> completions;
    private TestOutputTopic<byte[], byte[]> failures;
    private TestOutputTopic<byte[], byte[]> chunks;
    private TestOutputTopic<byte[], byte[]> deltas;
    private TopologyTestDriver usageDriver;
    private TestInputTopic<byte[], byte[]> added;
    private TestOutputTopic<byte[], byte[]> usage;

    @AfterEach
    void close() {
        driver.close();
        usageDriver.close();
    }

    /** What the first part has put onto the internal topic gets to the second, which then publishes. */
    private void addUp() {
        deltas.readRecordsToList().forEach(added::pipeInput);
        usageDriver.advanceWallClockTime(Duration.ofSeconds(2));
    }

    @Test
    void aRequestComesOutAsItsCompletion() {
        requests.pipeInput(request("key", "hello"));
        assertThat(intake.offered()).containsExactly(0L);
        assertThat(completions.isEmpty()).isTrue();

        intake.answer(0, ANSWER);
        driver.advanceWallClockTime(Duration.ofMillis(1));

        TestRecord<byte[], byte[]> out = completions.readRecord();
        assertThat(out.key()).isEqualTo(bytes("key"));
        assertThat(out.value()).isEqualTo(ANSWER.value());
        assertThat(out.headers().lastHeader("mine").value()).isEqualTo(bytes("x"));
        assertThat(out.timestamp()).isEqualTo(NOW.toEpochMilli());
        assertThat(completions.isEmpty()).isTrue();
        assertThat(failures.isEmpty()).isTrue();
        assertThat(driver.getKeyValueStore(PendingStage.STORE).approximateNumEntries()).isZero();
    }

    @Test
    void piecesOfAnAnswerComeBeforeItWithItsKeyAndNoneAfterIt() {
        requests.pipeInput(request("key", "hello"));
        intake.chunk(0, bytes("an "));
        intake.answer(0, ANSWER);
        intake.chunk(0, bytes("late"));
        driver.advanceWallClockTime(Duration.ofMillis(1));

        TestRecord<byte[], byte[]> piece = chunks.readRecord();
        assertThat(piece.key()).isEqualTo(bytes("key"));
        assertThat(piece.value()).isEqualTo(bytes("an "));
        assertThat(piece.headers().lastHeader("mine").value()).isEqualTo(bytes("x"));
        assertThat(chunks.isEmpty()).isTrue();
        assertThat(completions.readRecord().value()).isEqualTo(ANSWER.value());
    }

    @Test
    void aRefusedRequestPassesTheWindowBy() {
        requests.pipeInput(request("key", "refuse"));

        TestRecord<byte[], byte[]> out = failures.readRecord();
        assertThat(out.key()).isEqualTo(bytes("key"));
        assertThat(out.value()).isEqualTo(ScriptedReader.REFUSAL.value());
        assertThat(out.headers().lastHeader("mine").value()).isEqualTo(bytes("x"));
        assertThat(intake.offered()).isEmpty();
        assertThat(driver.getKeyValueStore(PendingStage.STORE).approximateNumEntries()).isZero();
    }

    @Test
    void aDefectInAdmissionEndsItsOwnRecordOnly() throws UnreadableRecordException {
        requests.pipeInput(request("key", "defect with a secret"));
        requests.pipeInput(request("key", "hello"));

        TestRecord<byte[], byte[]> out = failures.readRecord();
        assertThat(out.key()).isEqualTo(bytes("key"));
        assertThat(out.headers().lastHeader("mine").value()).isEqualTo(bytes("x"));
        ChatFailure failure =
                new RecordDecoder<>(ChatFailure.class)
                        .decode(out.value(), ChatFailure.getClassSchema());
        assertThat(failure.getReason()).isEqualTo(FailureReason.INTERNAL);
        assertThat(failure.getRaw()).isEqualTo(ByteBuffer.wrap(bytes("defect with a secret")));
        assertThat(failure.getMessage()).contains("IllegalStateException").doesNotContain("secret");
        assertThat(failure.getPosition()).isEqualTo(new Position("requests", 0, 0L));
        assertThat(intake.offered()).containsExactly(1L);
    }

    /** Half of what belongs together may have been written: nothing but a new start is safe. */
    @Test
    void aDefectBehindAdmissionStopsTheTransaction() {
        defective = true;

        assertThatThrownBy(() -> requests.pipeInput(request("key", "hello")))
                .isInstanceOf(StreamsException.class);

        assertThat(failures.isEmpty()).isTrue();
    }

    @Test
    void eachOutcomeIsHeardOf() {
        requests.pipeInput(request("key", "hello"));
        requests.pipeInput(request("key", "refuse"));
        requests.pipeInput(request("key", "defect"));
        intake.answer(0, ANSWER);
        intake.answer(0, ANSWER);
        driver.advanceWallClockTime(Duration.ofMillis(1));

        assertThat(completions.getQueueSize() + failures.getQueueSize()).isEqualTo(3);
        assertThat(heard).hasSize(3).startsWith(ScriptedReader.REFUSAL).endsWith(ANSWER);
        assertThat(heard.get(1).facts().reason()).contains(FailureReason.INTERNAL);
    }

    @Test
    void whatOutcomesAddIsAddedUp() throws UnreadableRecordException {
        Outcome first = billed("acme", 40);
        Outcome second = billed("acme", 2);
        requests.pipeInput(request("key", "hello"));
        requests.pipeInput(request("other key", "hello"));
        requests.pipeInput(request("key", "hello"));
        intake.answer(0, first);
        intake.answer(1, second);
        intake.answer(2, billed("other", 7));
        driver.advanceWallClockTime(Duration.ofMillis(1));
        assertThat(completions.getQueueSize()).isEqualTo(3);
        assertThat(deltas.getQueueSize()).as("gathered by account").isEqualTo(2);
        addUp();

        TestRecord<byte[], byte[]> acme = usage.readRecord();
        assertThat(new String(acme.key(), StandardCharsets.UTF_8))
                .isEqualTo("[\"acme\",\"m\",\"e\",\"HOUR\",\"1970-01-01T00:00:00Z\"]");
        assertThat(totals(acme).getTotalTokens()).isEqualTo(42);
        assertThat(totals(usage.readRecord()).getTotalTokens()).isEqualTo(7);
        assertThat(usage.isEmpty()).isTrue();
    }

    @Test
    void aRefusedAndADefectiveRequestCountAsFailed() throws UnreadableRecordException {
        requests.pipeInput(request("key", "refuse"));
        requests.pipeInput(request("key", "defect"));
        addUp();

        UsageTotals failed = totals(usage.readRecord());
        assertThat(failed.getFailedRequests()).isEqualTo(2);
        assertThat(failed.getRequests()).isZero();
        assertThat(failed.getTenant()).isEmpty();
        assertThat(usage.isEmpty()).isTrue();
    }

    @BeforeEach
    void start() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DefectHandler.class);
        settings.put(
                DefectHandler.SALVAGE,
                new AdmissionSalvage(
                        SluiceTopology.ADMISSION,
                        TOPICS.failures(),
                        Optional.of(DELTAS),
                        encoder,
                        () -> NOW,
                        heard::add));
        ScriptedReader reader = new ScriptedReader();
        Windows windows = new Windows(new PendingConfig(100, 1 << 20, 0, 1 << 20));
        driver =
                new TopologyTestDriver(
                        SluiceTopology.of(
                                TOPICS,
                                new AdmissionStage(
                                        reader,
                                        () -> NOW,
                                        commits,
                                        heard::add,
                                        SluiceTopology.PENDING,
                                        true),
                                Optional.empty(),
                                new PendingStage(
                                        TOPICS.requests(),
                                        windows,
                                        reader,
                                        new Door(),
                                        () -> NOW,
                                        commits,
                                        heard::add,
                                        1 << 20,
                                        false,
                                        true),
                                true,
                                Optional.of(DELTAS)),
                        settings);
        ByteArraySerializer in = new ByteArraySerializer();
        ByteArrayDeserializer out = new ByteArrayDeserializer();
        requests = driver.createInputTopic(TOPICS.requests(), in, in);
        completions = driver.createOutputTopic(TOPICS.completions(), out, out);
        failures = driver.createOutputTopic(TOPICS.failures(), out, out);
        chunks = driver.createOutputTopic(TOPICS.chunks(), out, out);
        deltas = driver.createOutputTopic(DELTAS, out, out);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test-usage");
        usageDriver =
                new TopologyTestDriver(
                        SluiceTopology.usage(
                                TOPICS,
                                new UsageStage(
                                        USAGE,
                                        DELTAS,
                                        new RecordEncoder<>(UsageTotals.getClassSchema(), 3),
                                        new RunningTasks(),
                                        (endpoint, more) -> {})),
                        settings);
        added = usageDriver.createInputTopic(DELTAS, in, in);
        usage = usageDriver.createOutputTopic(TOPICS.usage(), out, out);
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

    private static TestRecord<byte[], byte[]> request(String key, String text) {
        TestRecord<byte[], byte[]> record = new TestRecord<>(bytes(key), bytes(text));
        record.headers().add("mine", bytes("x"));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
