package dev.sluice.processor.pending;

import dev.sluice.processor.config.PendingConfig;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.schedule.IntakeInMemory;
import dev.sluice.processor.support.TestDriver;
import dev.sluice.processor.usage.Bill;
import dev.sluice.v1.Position;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** A processor on a mock context, with a reader and a scheduler that do what the test says. */
abstract class PendingProcessorFixture {
    static final String TOPIC = "requests";
    static final int PARTITION = 3;
    static final TopicPartition OWNED = new TopicPartition(TOPIC, PARTITION);
    static final Instant NOW = Instant.ofEpochSecond(1_000);
    static final Outcome ANSWER = outcome("answer");

    final ScriptedReader reader = new ScriptedReader();
    final CommitsInMemory commits = new CommitsInMemory();
    final IntakeInMemory intake = new IntakeInMemory();
    final Windows windows;
    final PendingStage stage;
    Instant now = NOW;
    final MockProcessorContext<byte[], byte[]> context;
    final KeyValueStore<Long, byte[]> store =
            Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore(PendingStage.STORE),
                            Serdes.Long(),
                            Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();

    final KeyValueStore<Bytes, byte[]> parkedStore =
            Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore(PendingStage.PARKED_STORE),
                            Serdes.Bytes(),
                            Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();

    PendingProcessorFixture(@TempDir Path folder) {
        this(folder, new PendingConfig(2, 1_000, 0, 1_000), false);
    }

    PendingProcessorFixture(Path folder, PendingConfig bounds, boolean ordered) {
        windows = new Windows(bounds);
        stage = PendingStages.of(TOPIC, windows, reader, intake, () -> now, commits, ordered);
        TaskId task = new TaskId(0, PARTITION);
        context = new MockProcessorContext<>(TestDriver.settings(), task, folder.toFile());
        store.init(context.getStateStoreContext(), store);
        parkedStore.init(context.getStateStoreContext(), parkedStore);
    }

    PendingProcessor started() {
        PendingProcessor processor = new PendingProcessor(stage);
        context.scheduledPunctuators().forEach(CapturedPunctuator::cancel);
        processor.init(context);
        return processor;
    }

    void arrives(PendingProcessor processor, long offset, @Nullable String key, String text) {
        context.setRecordMetadata(TOPIC, PARTITION, offset);
        Position position = new Position(TOPIC, PARTITION, offset);
        Verdict verdict = reader.read(position, Instant.EPOCH, NOW, bytes(text));
        Headers headers = new RecordHeaders().add("mine", bytes("x")).add("empty", null);
        processor.process(
                new Record<>(
                        key == null ? null : bytes(key),
                        new Arrival(verdict, bytes(text)),
                        7,
                        headers));
    }

    /** What the stream thread does every millisecond. */
    void drain() {
        drains().forEach(drain -> drain.getPunctuator().punctuate(0));
    }

    /** What it does ten times a second. */
    void relieve() {
        punctuators(Duration.ofMillis(100)).forEach(relief -> relief.getPunctuator().punctuate(0));
    }

    void sweep() {
        punctuators(Duration.ofSeconds(30)).forEach(sweep -> sweep.getPunctuator().punctuate(0));
    }

    List<CapturedPunctuator> drains() {
        return punctuators(Duration.ofMillis(1));
    }

    List<CapturedPunctuator> punctuators(Duration interval) {
        return context.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .filter(punctuator -> punctuator.getType() == PunctuationType.WALL_CLOCK_TIME)
                .filter(punctuator -> punctuator.getInterval().equals(interval))
                .toList();
    }

    List<Long> stored() {
        List<Long> offsets = new ArrayList<>();
        try (KeyValueIterator<Long, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<Long, byte[]> next = entries.next();
                offsets.add(next.key);
            }
        }
        return offsets;
    }

    static Outcome outcome(String text) {
        return new Outcome(Outcome.Kind.COMPLETION, bytes(text), Bill.NONE);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
