package dev.sluice.processor.duplicate;

import dev.sluice.processor.SluiceTopology;
import dev.sluice.processor.admission.AdmissionStage;
import dev.sluice.processor.config.AdmissionConfig;
import dev.sluice.processor.config.PendingConfig;
import dev.sluice.processor.config.TopicsConfig;
import dev.sluice.processor.flow.StoreSettings;
import dev.sluice.processor.metrics.DuplicateMeters;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.processor.pending.CommitsInMemory;
import dev.sluice.processor.pending.PendingStage;
import dev.sluice.processor.pending.ScriptedReader;
import dev.sluice.processor.pending.Windows;
import dev.sluice.processor.schedule.IntakeInMemory;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The whole flow on Streams' test driver, with a scheduler that does what the test says. */
final class RepeatFlow implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final Duration WINDOW = Duration.ofDays(1);

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

    final IntakeInMemory intake = new IntakeInMemory();
    final ScriptedReader reader = new ScriptedReader();
    final TestOutputTopic<byte[], byte[]> failures;

    /** What outcomes add to usage. */
    final TestOutputTopic<byte[], byte[]> deltas;

    /** Outcomes that were forwarded. */
    final List<Outcome> heard = new ArrayList<>();

    Instant now = NOW;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> requests;

    RepeatFlow(Path folder, AdmissionConfig.Duplicates duplicates) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreSettings.class);
        InstantSource clock = () -> now;
        CommitsInMemory commits = new CommitsInMemory();
        OutcomeEncoder encoder =
                new OutcomeEncoder(
                        new RecordEncoder<>(ChatCompletion.getClassSchema(), 1),
                        new RecordEncoder<>(ChatFailure.getClassSchema(), 2));
        Optional<DuplicateStage> stage =
                DuplicateStage.of(
                        new AdmissionConfig(1 << 20, duplicates, WINDOW),
                        encoder,
                        new DuplicateMeters(registry),
                        clock,
                        SluiceTopology.PENDING,
                        heard::add,
                        true);
        String admitted = stage.isPresent() ? SluiceTopology.DUPLICATES : SluiceTopology.PENDING;
        PendingStage pending =
                new PendingStage(
                        TOPICS.requests(),
                        new Windows(new PendingConfig(100, 1 << 20, 0, 1 << 20)),
                        stage.map(present -> present.readers(reader)).orElse(reader),
                        intake,
                        clock,
                        commits,
                        heard::add,
                        1 << 20,
                        false,
                        true);
        driver =
                new TopologyTestDriver(
                        SluiceTopology.of(
                                TOPICS,
                                new AdmissionStage(
                                        reader, clock, commits, heard::add, admitted, true),
                                stage,
                                pending,
                                false,
                                Optional.of(DELTAS)),
                        settings);
        ByteArraySerializer in = new ByteArraySerializer();
        ByteArrayDeserializer out = new ByteArrayDeserializer();
        requests = driver.createInputTopic(TOPICS.requests(), in, in);
        failures = driver.createOutputTopic(TOPICS.failures(), out, out);
        deltas = driver.createOutputTopic(DELTAS, out, out);
    }

    void arrives(String text, Instant timestamp) {
        TestRecord<byte[], byte[]> record = new TestRecord<>(bytes("key"), bytes(text), timestamp);
        record.headers().add("mine", bytes("x"));
        requests.pipeInput(record);
    }

    /** Lets the stream thread take what the scheduler has for it. */
    void drain() {
        driver.advanceWallClockTime(Duration.ofMillis(1));
    }

    /** Requests that are let in and have no outcome. */
    long stored() {
        return driver.getKeyValueStore(PendingStage.STORE).approximateNumEntries();
    }

    Set<String> stores() {
        return driver.getAllStateStores().keySet();
    }

    double counted(String action) {
        return registry.get("sluice.duplicates").tag("action", action).counter().count();
    }

    static ChatFailure failure(TestRecord<byte[], byte[]> record) throws UnreadableRecordException {
        return new RecordDecoder<>(ChatFailure.class)
                .decode(record.value(), ChatFailure.getClassSchema());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }
}
