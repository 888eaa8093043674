package dev.sluice.processor.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.support.TestDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of two requests with the same id is the repeat, by when they came and when they are looked at. */
class AcceptedIdsTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = 24 * HOUR;

    /** In the middle of a bucket. */
    private static final long T = 1_000 * DAY + 3 * HOUR;

    private static final Bytes ID = Bytes.wrap(new byte[] {1, 2, 3});
    private static final OptionalLong NEW = OptionalLong.empty();

    private final WindowStore<Bytes, byte[]> store;
    private final AcceptedIds ids;

    AcceptedIdsTest(@TempDir Path folder) {
        Buckets buckets = new Buckets(DAY);
        store =
                Stores.windowStoreBuilder(
                                Stores.inMemoryWindowStore(
                                        DuplicateStage.STORE,
                                        buckets.retention(),
                                        Duration.ofMillis(buckets.windowMillis()),
                                        false),
                                Serdes.Bytes(),
                                Serdes.ByteArray())
                        .withLoggingDisabled()
                        .build();
        var context =
                new MockProcessorContext<Void, Void>(
                        TestDriver.settings(), new TaskId(0, 0), folder.toFile());
        store.init(context.getStateStoreContext(), store);
        ids = new AcceptedIds(store, buckets);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatComesAgainWithinTheWindowRepeatsTheFirst() {
        assertThat(comes(5, T)).isEqualTo(NEW);

        assertThat(comes(6, T)).hasValue(5);
        assertThat(comes(7, T + DAY - 1)).hasValue(5);
    }

    /** The window is that of the first: repeats do not draw it out. */
    @Test
    void afterTheWindowItIsNew() {
        comes(5, T);
        comes(6, T + 23 * HOUR);

        assertThat(comes(7, T + DAY)).isEqualTo(NEW);
        assertThat(comes(8, T + DAY + 1)).hasValue(7);
    }

    @Test
    void otherIdsAreOthers() {
        comes(5, T);

        assertThat(ids.firstOrRemember(Bytes.wrap(new byte[] {1, 2}), 6, T, T)).isEqualTo(NEW);
    }

    /** The transaction was given up, and what it did is done again. */
    @Test
    void whatIsProcessedAgainDoesNotRepeatItself() {
        comes(5, T);

        assertThat(comes(5, T)).isEqualTo(NEW);
        assertThat(comes(5, T + HOUR)).isEqualTo(NEW);
    }

    @Test
    void whatCouldNotBeReadWhenItCameRepeatsOneBeforeIt() {
        comes(5, T);

        assertThat(isReadAgain(6, T + HOUR, T + 2 * HOUR)).hasValue(5);
    }

    @Test
    void whatCouldNotBeReadWhenItCameRepeatsOneThatWasReadSooner() {
        comes(6, T + 7 * HOUR);

        assertThat(isReadAgain(5, T, T + 8 * HOUR)).hasValue(6);
    }

    @Test
    void whatWasReadLateIsRememberedFromWhenItCame() {
        isReadAgain(5, T, T + 8 * HOUR);

        assertThat(comes(6, T + DAY - 1)).hasValue(5);
        assertThat(comes(7, T + DAY)).isEqualTo(NEW);
    }

    /** It waited for longer than the window, in which another with its id was rightly let in. */
    @Test
    void whatWasLetInStaysSoWhenItIsReadAgain() {
        comes(5, T);
        comes(6, T + DAY);

        assertThat(isReadAgain(5, T, T + DAY)).isEqualTo(NEW);
        assertThat(isReadAgain(5, T, T + 10 * DAY)).isEqualTo(NEW);
        assertThat(isReadAgain(6, T + DAY, T + 10 * DAY)).isEqualTo(NEW);
    }

    /** By its own timestamp it came soon after the first, but the log was a day further on already. */
    @Test
    void anOddTimestampMakesNoRepeatOfWhatWasLetIn() {
        comes(5, T);
        comes(6, T + DAY);

        assertThat(isReadAgain(6, T + HOUR, T + DAY)).isEqualTo(NEW);
    }

    /** Its id was forgotten when its window was over, and must not be kept for longer. */
    @Test
    void whatIsReadAgainAfterTheWindowIsNotRememberedAnew() {
        comes(5, T);
        isReadAgain(5, T, T + 3 * DAY);

        assertThat(comes(6, T + 3 * DAY)).isEqualTo(NEW);
    }

    @Test
    void theFirstDaysOfTheEpochHaveNothingBeforeThem() {
        assertThat(comes(5, 1)).isEqualTo(NEW);
        assertThat(comes(6, 2)).hasValue(5);
    }

    private OptionalLong comes(long offset, long time) {
        return ids.firstOrRemember(ID, offset, time, time);
    }

    private OptionalLong isReadAgain(long offset, long came, long now) {
        return ids.firstOrRemember(ID, offset, came, now);
    }
}
