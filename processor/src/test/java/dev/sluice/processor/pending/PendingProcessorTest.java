package dev.sluice.processor.pending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.PendingConfig;
import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.schedule.IntakeInMemory;
import dev.sluice.processor.schedule.Work;
import dev.sluice.v1.Attempt;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Position;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingProcessorTest {
    private static final String TOPIC = "requests";
    private static final int PARTITION = 3;
    private static final TopicPartition OWNED = new TopicPartition(TOPIC, PARTITION);
    private static final Instant NOW = Instant.ofEpochSecond(1_000);
    private static final Outcome ANSWER = outcome("answer");

    private final ScriptedReader reader = new ScriptedReader();
    private final IntakeInMemory intake = new IntakeInMemory();
    private final Windows windows = new Windows(new PendingConfig(2, 1_000));
    private final PendingStage stage =
            new PendingStage(TOPIC, windows, reader, intake, () -> NOW, 1 << 20);
    private final MockProcessorContext<byte[], byte[]> context;
    private final KeyValueStore<Long, byte[]> store =
            Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore(PendingStage.STORE),
                            Serdes.Long(),
                            Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();

    PendingProcessorTest(@TempDir Path folder) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        File files = folder.toFile();
        context = new MockProcessorContext<>(settings, new TaskId(0, PARTITION), files);
        store.init(context.getStateStoreContext(), store);
    }

    @Test
    void aRequestIsStoredAndOffered() {
        PendingProcessor processor = started();

        arrives(processor, 5, "key", "hello");

        assertThat(stored()).containsExactly(5L);
        assertThat(intake.offered()).containsExactly(5L);
        assertThat(intake.works().get(0).subject().request().getId()).isEqualTo("hello");
        assertThat(intake.works().get(0).subject().position())
                .isEqualTo(new Position(TOPIC, PARTITION, 5L));
        assertThat(windows.size(OWNED)).isEqualTo(1);
        assertThat(context.forwarded()).isEmpty();
    }

    @Test
    void anOutcomeIsForwardedWithKeyAndHeadersAndItsRequestIsForgotten() {
        PendingProcessor processor = started();
        arrives(processor, 5, "key", "hello");
        intake.answer(5, ANSWER);
        assertThat(windows.hasDeliveries(OWNED)).isTrue();

        drain();

        CapturedForward<? extends byte[], ? extends byte[]> forward = context.forwarded().get(0);
        assertThat(forward.childName()).contains("completions");
        assertThat(forward.record().key()).isEqualTo(bytes("key"));
        assertThat(forward.record().value()).isEqualTo(ANSWER.value());
        assertThat(forward.record().timestamp()).isEqualTo(NOW.toEpochMilli());
        assertThat(forward.record().headers().lastHeader("mine").value()).isEqualTo(bytes("x"));
        assertThat(forward.record().headers().lastHeader("sluice-forwarded-at").value())
                .isEqualTo(Micros.bytes(NOW));
        assertThat(stored()).isEmpty();
        assertThat(windows.size(OWNED)).isZero();
        assertThat(windows.bytes()).isZero();
        assertThat(windows.hasDeliveries(OWNED)).isFalse();
    }

    @Test
    void aSecondOutcomeIsNotForwarded() {
        PendingProcessor processor = started();
        arrives(processor, 5, null, "hello");
        arrives(processor, 6, null, "stays");
        intake.answer(5, ANSWER);
        intake.answer(5, outcome("second"));
        drain();
        intake.answer(5, outcome("third"));
        drain();

        assertThat(context.forwarded()).hasSize(1);
        assertThat(context.forwarded().get(0).record().key()).isNull();
        assertThat(stored()).containsExactly(6L);
    }

    @Test
    void theDrainRunsOnlyWhileSomethingIsPending() {
        PendingProcessor processor = started();
        assertThat(drains()).isEmpty();
        arrives(processor, 5, null, "hello");
        assertThat(drains()).hasSize(1);
        intake.answer(5, ANSWER);
        drain();
        assertThat(drains()).isEmpty();

        arrives(processor, 6, null, "again");

        assertThat(drains()).hasSize(1);
    }

    @Test
    void whatIsRestoredIsOfferedAgainAndForwardsAsItCame() {
        arrives(started(), 5, "key", "hello");
        Instant admitted = intake.works().get(0).subject().admittedAt();

        started();

        assertThat(intake.offered()).containsExactly(5L, 5L);
        assertThat(intake.works().get(1).subject().admittedAt()).isEqualTo(admitted);
        assertThat(context.forwarded()).isEmpty();
        intake.answer(5, ANSWER);
        drain();
        Headers headers = context.forwarded().get(0).record().headers();
        assertThat(context.forwarded().get(0).record().key()).isEqualTo(bytes("key"));
        assertThat(headers.lastHeader("mine").value()).isEqualTo(bytes("x"));
        assertThat(headers.lastHeader("empty").value()).isNull();
        assertThat(stored()).isEmpty();
    }

    /** It was let in before a restart, and the rules or the time have moved on. */
    @Test
    void whatIsRefusedAtARestoreEndsWithoutForwardingFromInit() {
        arrives(started(), 5, null, "hello");
        PendingEntry entry = EntryCodec.decode(store.get(5L));
        entry.setValue(ByteBuffer.wrap(bytes("refuse")));
        store.put(5L, EntryCodec.encode(entry));

        started();

        assertThat(context.forwarded()).isEmpty();
        drain();
        assertThat(context.forwarded()).hasSize(1);
        assertThat(context.forwarded().get(0).childName()).contains("failures");
        assertThat(stored()).isEmpty();
    }

    @Test
    void whatWasDoneForARequestSurvivesARestart() {
        arrives(started(), 5, null, "hello");
        Past past =
                Past.NONE
                        .and(
                                Attempt.newBuilder()
                                        .setNumber(1)
                                        .setEndpoint("a")
                                        .setStartedAt(Instant.EPOCH)
                                        .setDurationUs(1)
                                        .setReason(FailureReason.SERVER_ERROR)
                                        .build())
                        .trimmed(4);
        Instant notBefore = Instant.ofEpochMilli(1_234_567);
        intake.postpone(5, past, notBefore);
        drain();
        assertThat(context.forwarded()).isEmpty();

        started();

        assertThat(intake.lastPast()).containsExactly(past, notBefore);
        intake.answer(5, ANSWER);
        drain();
        assertThat(context.forwarded()).hasSize(1);
        assertThat(stored()).isEmpty();
    }

    @Test
    void whatIsPostponedAfterItsOutcomeChangesNothing() {
        arrives(started(), 5, null, "hello");
        intake.answer(5, ANSWER);
        intake.postpone(5, Past.NONE.trimmed(1), Instant.EPOCH);
        drain();

        assertThat(stored()).isEmpty();
        assertThat(context.forwarded()).hasSize(1);
    }

    @Test
    void aRecordWhoseSchemaIsNotKnownWaitsAndHoldsUpNobody() {
        PendingProcessor processor = started();
        arrives(processor, 5, null, "await 7");
        arrives(processor, 6, null, "hello");

        assertThat(stored()).containsExactly(5L, 6L);
        assertThat(intake.offered()).containsExactly(6L);
        intake.answer(6, ANSWER);
        drain();
        assertThat(context.forwarded()).hasSize(1);

        reader.know(7);
        drain();

        assertThat(intake.offered()).containsExactly(6L, 5L);
        intake.answer(5, ANSWER);
        drain();
        assertThat(context.forwarded()).hasSize(2);
        assertThat(stored()).isEmpty();
    }

    @Test
    void aRestoredRecordAwaitsItsSchemaAgain() {
        arrives(started(), 5, null, "await 7");

        started();
        reader.know(7);
        drain();

        assertThat(intake.offered()).containsExactly(5L);
        intake.answer(5, ANSWER);
        drain();
        assertThat(context.forwarded()).hasSize(1);
    }

    @Test
    void closingEndsTheGenerationAndItsAnswersAreHeardByNobody() {
        PendingProcessor first = started();
        arrives(first, 5, null, "hello");
        Work before = intake.works().get(0);

        first.close();

        assertThat(intake.disowned()).isTrue();
        assertThat(windows.records()).isZero();
        assertThat(windows.bytes()).isZero();
        assertThat(stored()).as("the store is the successor's").containsExactly(5L);
        started();
        assertThat(intake.works()).hasSize(2).last().isNotSameAs(before);
    }

    @Test
    void theSweepOffersAgainAndTakesUpWhatIsNotHeld() {
        PendingProcessor processor = started();
        arrives(processor, 5, null, "hello");
        store.put(9L, store.get(5L));

        sweep();

        assertThat(intake.offered()).containsExactly(5L, 5L, 9L);
        intake.answer(9, ANSWER);
        drain();
        assertThat(stored()).containsExactly(5L);
    }

    private PendingProcessor started() {
        PendingProcessor processor = new PendingProcessor(stage);
        context.scheduledPunctuators().forEach(CapturedPunctuator::cancel);
        processor.init(context);
        return processor;
    }

    private void arrives(
            PendingProcessor processor, long offset, @Nullable String key, String text) {
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
    private void drain() {
        drains().forEach(drain -> drain.getPunctuator().punctuate(0));
    }

    private void sweep() {
        punctuators(Duration.ofSeconds(30)).forEach(sweep -> sweep.getPunctuator().punctuate(0));
    }

    private List<CapturedPunctuator> drains() {
        return punctuators(Duration.ofMillis(1));
    }

    private List<CapturedPunctuator> punctuators(Duration interval) {
        return context.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .filter(punctuator -> punctuator.getType() == PunctuationType.WALL_CLOCK_TIME)
                .filter(punctuator -> punctuator.getInterval().equals(interval))
                .toList();
    }

    private List<Long> stored() {
        List<Long> offsets = new ArrayList<>();
        try (KeyValueIterator<Long, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<Long, byte[]> next = entries.next();
                offsets.add(next.key);
            }
        }
        return offsets;
    }

    private static Outcome outcome(String text) {
        return new Outcome(Outcome.Kind.COMPLETION, bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
