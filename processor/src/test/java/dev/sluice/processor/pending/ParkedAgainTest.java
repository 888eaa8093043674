package dev.sluice.processor.pending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.PendingConfig;
import dev.sluice.processor.dispatch.Past;
import java.nio.file.Path;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is parked after it was in the window, and what a restart finds parked. */
class ParkedAgainTest extends ParkingFixture {
    ParkedAgainTest(@TempDir Path folder) {
        super(folder, false);
    }

    @Test
    void aWindowThatWasFullBeforeItWasHeldBackGivesUpWhatWouldGoLast() {
        arrive(0, "tenant=a");
        intake.free();
        flood("tenant=a", 1, 20);
        assertThat(windows.full(OWNED)).isTrue();
        relieve();
        assertThat(intake.withdrawn()).as("it flows").isEmpty();

        intake.hold();
        relieve();
        assertThat(intake.withdrawn()).hasSize(16).doesNotContainAnyElementsOf(offsets(0, 5));
        intake.answer(20, outcome("a call was out for it"));
        intake.giveBack();
        drain();

        assertThat(windows.parked()).isEqualTo(15);
        assertThat(stored()).containsExactlyElementsOf(offsets(0, 5));
        assertThat(windows.full(OWNED)).isFalse();
        assertThat(forwarded()).containsExactly("a call was out for it");
        relieve();
        assertThat(intake.withdrawn()).isEmpty();
    }

    @Test
    void whatWasDoneForARequestIsParkedWithIt() {
        arrive(0, "tenant=a");
        intake.free();
        flood("tenant=a", 1, 20);
        intake.postpone(20, Past.NONE.trimmed(3), NOW.plusSeconds(60));
        intake.hold();
        relieve();
        intake.giveBack();
        drain();
        assertThat(windows.parked()).isEqualTo(16);
        for (int i = 0; i < 20; i++) {
            intake.answer(i, ANSWER);
            drain();
        }

        assertThat(intake.offered().get(intake.offered().size() - 1)).isEqualTo(20);
        assertThat(intake.lastPast()).containsExactly(Past.NONE.trimmed(3), NOW.plusSeconds(60));
    }

    @Test
    void whatIsParkedIsFoundAgain() {
        flood("tenant=a", 0, 15);
        flood("tenant=b by=2000", 15, 5);
        int parked = windows.parked();
        long bytes = windows.parkedBytes();
        int pending = stored().size();
        processor.close();
        assertThat(windows.parked()).isZero();
        assertThat(windows.parkedBytes()).isZero();

        started();

        assertThat(windows.parked()).isEqualTo(parked).isPositive();
        assertThat(windows.parkedBytes()).isEqualTo(bytes);
        assertThat(context.forwarded()).isEmpty();
        assertThat(intake.offered()).hasSize(2 * pending);
        for (int round = 0; round < 20; round++) {
            for (long offset : stored()) {
                intake.answer(offset, outcome("answer " + offset));
            }
            drain();
        }
        assertThat(forwarded())
                .containsExactlyInAnyOrderElementsOf(
                        offsets(0, 20).stream().map(i -> "answer " + i).toList());
        assertThat(parkedRows()).isZero();
    }

    /** An earlier run with other bounds has left something. */
    @Test
    void whatIsFoundParkedComesBackThoughNothingIsToBeParked() {
        flood("tenant=a", 0, 15);
        processor.close();
        PendingProcessor next =
                new PendingProcessor(
                        PendingStages.of(
                                TOPIC,
                                new Windows(new PendingConfig(20, 10_000, 0, 10_000)),
                                reader,
                                intake,
                                () -> now,
                                commits,
                                false));
        context.scheduledPunctuators().forEach(CapturedPunctuator::cancel);
        next.init(context);
        for (int i = 0; i < 15; i++) {
            intake.answer(i, ANSWER);
            drain();
        }

        assertThat(context.forwarded()).hasSize(15);
        assertThat(parkedRows()).isZero();
    }
}
