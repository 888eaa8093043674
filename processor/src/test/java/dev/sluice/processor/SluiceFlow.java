package dev.sluice.processor;

import dev.sluice.processor.admission.AdmissionSalvage;
import dev.sluice.processor.admission.AdmissionStage;
import dev.sluice.processor.config.AdmissionConfig;
import dev.sluice.processor.config.PendingConfig;
import dev.sluice.processor.config.TopicsConfig;
import dev.sluice.processor.duplicate.DuplicateStage;
import dev.sluice.processor.flow.DefectHandler;
import dev.sluice.processor.flow.StoreSettings;
import dev.sluice.processor.metrics.DuplicateMeters;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.processor.pending.CommitsInMemory;
import dev.sluice.processor.pending.PendingStage;
import dev.sluice.processor.pending.ScriptedReader;
import dev.sluice.processor.pending.Windows;
import dev.sluice.processor.schedule.IntakeInMemory;
import dev.sluice.processor.schedule.WorkIntake;
import dev.sluice.processor.support.TestDriver;
import dev.sluice.schemas.RecordDecoder;
import dev.sluice.schemas.RecordEncoder;
import dev.sluice.schemas.UnreadableRecordException;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;

/** The whole flow on Streams' test driver, with a scheduler that does what the test says. */
public final class SluiceFlow implements AutoCloseable {
    /** When it begins. */
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** How long ids are remembered. */
    public static final Duration WINDOW = Duration.ofDays(1);

    static final TopicsConfig TOPICS =
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
    static final String DELTAS = "deltas";

    /** The scheduler. */
    public final IntakeInMemory intake = new IntakeInMemory();

    /** What reads requests. */
    public final ScriptedReader reader = new ScriptedReader();

    /** Outcomes that were forwarded. */
    public final List<Outcome> heard = new ArrayList<>();

    /** What is written to the topic of completions. */
    public final TestOutputTopic<byte[], byte[]> completions;

    /** What is written to the topic of failures. */
    public final TestOutputTopic<byte[], byte[]> failures;

    /** Pieces of streamed answers. */
    public final TestOutputTopic<byte[], byte[]> chunks;

    /** What outcomes add to usage. */
    public final TestOutputTopic<byte[], byte[]> deltas;

    private final OutcomeEncoder encoder =
            new OutcomeEncoder(
                    new RecordEncoder<>(ChatCompletion.getClassSchema(), 1),
                    new RecordEncoder<>(ChatFailure.getClassSchema(), 2));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TestDriver driver;
    private final TestInputTopic<byte[], byte[]> requests;
    private Instant now = NOW;

    /** One that does so with requests that come again. */
    public SluiceFlow(Path folder, AdmissionConfig.Duplicates duplicates) {
        this(folder, duplicates, UnaryOperator.identity());
    }

    /** One with a door before the scheduler. */
    SluiceFlow(Path folder, AdmissionConfig.Duplicates duplicates, UnaryOperator<WorkIntake> door) {
        CommitsInMemory commits = new CommitsInMemory();
        Optional<DuplicateStage> stage =
                DuplicateStage.of(
                        new AdmissionConfig(1 << 20, duplicates, WINDOW),
                        encoder,
                        new DuplicateMeters(registry),
                        this::now,
                        SluiceTopology.PENDING,
                        heard::add,
                        true);
        String admitted = stage.isPresent() ? SluiceTopology.DUPLICATES : SluiceTopology.PENDING;
        PendingStage pending =
                new PendingStage(
                        TOPICS.requests(),
                        new Windows(new PendingConfig(100, 1 << 20, 0, 1 << 20)),
                        stage.map(present -> present.readers(reader)).orElse(reader),
                        door.apply(intake),
                        this::now,
                        commits,
                        heard::add,
                        1 << 20,
                        false,
                        true);
        driver =
                new TestDriver(
                        "test",
                        SluiceTopology.of(
                                TOPICS,
                                new AdmissionStage(
                                        reader, this::now, commits, heard::add, admitted, true),
                                stage,
                                pending,
                                true,
                                Optional.of(DELTAS)),
                        folder,
                        settings());
        requests = driver.in(TOPICS.requests());
        completions = driver.out(TOPICS.completions());
        failures = driver.out(TOPICS.failures());
        chunks = driver.out(TOPICS.chunks());
        deltas = driver.out(DELTAS);
    }

    private Map<String, Object> settings() {
        return Map.of(
                StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
                StoreSettings.class,
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                DefectHandler.class,
                DefectHandler.SALVAGE,
                new AdmissionSalvage(
                        SluiceTopology.ADMISSION,
                        TOPICS.failures(),
                        Optional.of(DELTAS),
                        encoder,
                        this::now,
                        heard::add));
    }

    private Instant now() {
        return now;
    }

    /** From now on it is this time. */
    public void at(Instant time) {
        now = time;
    }

    /** A request comes with the key {@code key} and the header {@code mine}. */
    public void arrives(String text, Instant timestamp) {
        arrives("key", text, timestamp);
    }

    /** One that was published a while ago. */
    void arrives(String text) {
        arrives("key", text);
    }

    /** One that has another key. */
    void arrives(String key, String text) {
        arrives(key, text, NOW.minusSeconds(5));
    }

    private void arrives(String key, String text, Instant timestamp) {
        TestRecord<byte[], byte[]> record = new TestRecord<>(bytes(key), bytes(text), timestamp);
        record.headers().add("mine", bytes("x"));
        requests.pipeInput(record);
    }

    /** Lets the stream thread take what the scheduler has for it. */
    public void drain() {
        driver.pass(Duration.ofMillis(1));
    }

    /** Requests that are let in and have no outcome. */
    public long stored() {
        return driver.store(PendingStage.STORE).approximateNumEntries();
    }

    /** The names of all stores. */
    public Set<String> stores() {
        return driver.stores();
    }

    /** How many repeats were treated so. */
    public double counted(String action) {
        return registry.get("sluice.duplicates").tag("action", action).counter().count();
    }

    /** What a record of failures says. */
    public static ChatFailure failure(TestRecord<byte[], byte[]> record)
            throws UnreadableRecordException {
        return new RecordDecoder<>(ChatFailure.class)
                .decode(record.value(), ChatFailure.getClassSchema());
    }

    @Override
    public void close() {
        driver.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
