package dev.sluice.processor.pending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.dispatch.Past;
import dev.sluice.v1.Attempt;
import dev.sluice.v1.FailureReason;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task finds in its store. */
class PendingRestoreTest extends PendingProcessorFixture {
    PendingRestoreTest(@TempDir Path folder) {
        super(folder);
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
}
