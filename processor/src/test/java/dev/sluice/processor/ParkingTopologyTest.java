package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.admission.AdmissionStage;
import dev.sluice.processor.config.PendingConfig;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.OutcomeListener;
import dev.sluice.processor.pending.Arrival;
import dev.sluice.processor.pending.CommitsInMemory;
import dev.sluice.processor.pending.PendingStage;
import dev.sluice.processor.pending.PendingStages;
import dev.sluice.processor.pending.ScriptedReader;
import dev.sluice.processor.pending.Windows;
import dev.sluice.processor.schedule.IntakeInMemory;
import dev.sluice.processor.support.TestDriver;
import dev.sluice.processor.usage.Bill;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parking on Streams' test driver and RocksDB, with a scheduler that does what the test says. */
class ParkingTopologyTest {
    /** A window of 20, of which a lane that is held back gets 10. */
    private static final PendingConfig BOUNDS = new PendingConfig(20, 1 << 20, 30, 1 << 20);

    private static final int HALF = 10;
    private static final int FLOOD = 25;
    private static final Instant NOW = Instant.ofEpochSecond(1_000);

    /** A stage whose stores are full when its processor starts: the test driver itself restores none. */
    private record Restored(
            PendingStage stage, Map<Object, byte[]> pending, Map<Object, byte[]> parked)
            implements ProcessorSupplier<byte[], Arrival, byte[], byte[]> {
        @Override
        public Set<StoreBuilder<?>> stores() {
            return stage.stores();
        }

        @Override
        public Processor<byte[], Arrival, byte[], byte[]> get() {
            Processor<byte[], Arrival, byte[], byte[]> processor = stage.get();
            return new Processor<>() {
                @Override
                public void init(ProcessorContext<byte[], byte[]> context) {
                    KeyValueStore<Object, byte[]> store = context.getStateStore(PendingStage.STORE);
                    pending.forEach(store::put);
                    KeyValueStore<Object, byte[]> park =
                            context.getStateStore(PendingStage.PARKED_STORE);
                    parked.forEach(park::put);
                    processor.init(context);
                }

                @Override
                public void process(Record<byte[], Arrival> record) {
                    processor.process(record);
                }

                @Override
                public void close() {
                    processor.close();
                }
            };
        }
    }

    @TempDir Path folder;
    private final IntakeInMemory intake = new IntakeInMemory();
    private Windows windows;
    private Instant now = NOW;
    private TestDriver driver;
    private TestInputTopic<byte[], byte[]> requests;
    private TestOutputTopic<byte[], byte[]> completions;

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void whatIsHeldBackIsParkedOthersPassAndItComesBackInItsOrder() {
        flood();
        comes("other tenant=b");
        assertThat(windows.parked()).isEqualTo(FLOOD - HALF);
        assertThat(intake.offered()).hasSize(HALF + 1).contains((long) FLOOD);

        answer(FLOOD);
        for (long offset = 0; offset < FLOOD; offset++) {
            answer(offset);
        }

        assertThat(answers()).startsWith("answer 25", "answer 0").hasSize(FLOOD + 1);
        assertThat(intake.offered().stream().filter(offset -> offset != FLOOD))
                .as("in the order of the log, each one once")
                .containsExactlyElementsOf(offsets(FLOOD));
        assertThat(windows.parked()).isZero();
        assertThat(rows(PendingStage.PARKED_STORE)).isEmpty();
        assertThat(rows(PendingStage.STORE)).isEmpty();
    }

    @Test
    void deadlinesBringParkedOnesBackHoweverFullTheWindowIs() {
        for (int i = 0; i < FLOOD; i++) {
            comes(i + " tenant=a by=1400");
        }
        comes("late tenant=a by=1500");
        intake.hold();
        tick();
        assertThat(windows.parked()).isEqualTo(FLOOD - HALF + 1);

        now = Instant.ofEpochSecond(1_400);
        tick();
        assertThat(intake.offered()).containsExactlyElementsOf(offsets(FLOOD));
        assertThat(windows.parked()).isOne();

        now = Instant.ofEpochSecond(1_500);
        tick();
        assertThat(intake.offered()).containsExactlyElementsOf(offsets(FLOOD + 1));
        assertThat(rows(PendingStage.PARKED_STORE)).isEmpty();
    }

    @Test
    void aRestartFindsInTheStoresWhatWasLeftThere() {
        flood();
        comes("other tenant=b");
        Map<Object, byte[]> pending = rows(PendingStage.STORE);
        Map<Object, byte[]> parked = rows(PendingStage.PARKED_STORE);
        long bytes = windows.parkedBytes();
        driver.close();
        int before = intake.offered().size();

        start(stage -> new Restored(stage, pending, parked));
        assertThat(windows.parked()).isEqualTo(FLOOD - HALF);
        assertThat(windows.parkedBytes()).isEqualTo(bytes);
        assertThat(rows(PendingStage.PARKED_STORE)).containsExactlyInAnyOrderEntriesOf(parked);
        assertThat(intake.offered().subList(before, intake.offered().size()))
                .containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 25L);

        for (long offset = 0; offset <= FLOOD; offset++) {
            answer(offset);
        }
        assertThat(answers()).hasSize(FLOOD + 1).doesNotHaveDuplicates();
        assertThat(intake.offered().subList(before + HALF + 1, intake.offered().size()))
                .containsExactlyElementsOf(LongStream.range(HALF, FLOOD).boxed().toList());
        assertThat(windows.records() + windows.parked()).isZero();
        assertThat(rows(PendingStage.PARKED_STORE)).isEmpty();
    }

    private void flood() {
        for (int i = 0; i < FLOOD; i++) {
            comes(i + " tenant=a");
        }
    }

    private void comes(String text) {
        requests.pipeInput(bytes("key"), bytes(text));
    }

    private void answer(long offset) {
        intake.answer(
                offset, new Outcome(Outcome.Kind.COMPLETION, bytes("answer " + offset), Bill.NONE));
        tick();
    }

    private void tick() {
        driver.pass(Duration.ofMillis(1));
    }

    private List<String> answers() {
        return completions.readValuesToList().stream()
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
    }

    private Map<Object, byte[]> rows(String name) {
        Map<Object, byte[]> rows = new HashMap<>();
        KeyValueStore<Object, byte[]> store = driver.store(name);
        try (KeyValueIterator<Object, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Object, byte[]> next = all.next();
                rows.put(next.key, next.value);
            }
        }
        return rows;
    }

    @BeforeEach
    void start() {
        start(stage -> stage);
    }

    private void start(
            Function<PendingStage, ProcessorSupplier<byte[], Arrival, byte[], byte[]>> pending) {
        windows = new Windows(BOUNDS);
        driver = new TestDriver("test", topology(pending), folder, Map.of());
        requests = driver.in("requests");
        completions = driver.out("completions");
    }

    private Topology topology(
            Function<PendingStage, ProcessorSupplier<byte[], Arrival, byte[], byte[]>> pending) {
        ScriptedReader reader = new ScriptedReader();
        CommitsInMemory commits = new CommitsInMemory();
        PendingStage stage =
                PendingStages.of("requests", windows, reader, intake, () -> now, commits, false);
        ByteArraySerializer out = new ByteArraySerializer();
        return new Topology()
                .addSource(
                        "in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "requests")
                .addProcessor(
                        "admission",
                        new AdmissionStage(
                                reader,
                                () -> now,
                                commits,
                                OutcomeListener.NOBODY,
                                "pending",
                                false),
                        "in")
                .addProcessor("pending", pending.apply(stage), "admission")
                .addSink(Outcome.Kind.COMPLETION.sink(), "completions", out, out, "pending");
    }

    private static List<Long> offsets(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
