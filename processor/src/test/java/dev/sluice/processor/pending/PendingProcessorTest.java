package dev.sluice.processor.pending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.schedule.Work;
import dev.sluice.v1.Position;
import java.nio.file.Path;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingProcessorTest extends PendingProcessorFixture {
    PendingProcessorTest(@TempDir Path folder) {
        super(folder);
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
}
