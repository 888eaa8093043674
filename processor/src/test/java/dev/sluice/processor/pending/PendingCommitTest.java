package dev.sluice.processor.pending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.dispatch.Past;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams commits seldom by itself: outcomes are not to wait for that. */
class PendingCommitTest extends ParkingFixture {
    PendingCommitTest(@TempDir Path folder) {
        super(folder, false);
    }

    @Test
    void outcomesAreCommittedWhenThatIsDue() {
        flood("tenant=a", 0, 2);
        drain();
        assertThat(context.committed()).as("nothing is to be seen yet").isFalse();

        intake.answer(0, ANSWER);
        commits.pending(false);
        drain();
        assertThat(context.committed()).as("the last commit was just now").isFalse();

        commits.pending(true);
        drain();
        assertThat(context.committed()).isTrue();
    }

    @Test
    void theLastOutcomeIsCommittedTooBeforeTheDrainEnds() {
        arrive(0, "tenant=a");
        intake.answer(0, ANSWER);
        commits.pending(false);
        drain();
        assertThat(drains()).hasSize(1);
        assertThat(windows.busy(OWNED)).as("the next poll must not last").isTrue();

        commits.pending(true);
        drain();
        assertThat(context.committed()).isTrue();
        commits.committed();
        drain();
        assertThat(drains()).isEmpty();
        assertThat(windows.busy(OWNED)).isFalse();
    }

    @Test
    void whatIsForwardedWhileNothingIsPendingIsCommittedToo() {
        commits.pending(true);
        relieve();

        assertThat(context.committed()).isTrue();
    }

    /** A call was made and will be paid for: a crash should not forget it. */
    @Test
    void aCallInVainIsCommittedLikeAnOutcome() {
        arrive(0, "tenant=a");
        drain();
        assertThat(commits.pending()).isFalse();

        intake.postpone(0, Past.NONE.trimmed(3), NOW.plusSeconds(60));
        drain();

        assertThat(commits.pending()).isTrue();
    }

    /** Otherwise commits would take most of the time in which a flood is read. */
    @Test
    void whatIsOnlyParkedIsNotHurried() {
        flood("tenant=a", 0, 20);
        drain();
        relieve();

        assertThat(windows.parked()).isPositive();
        assertThat(commits.pending()).isFalse();
        assertThat(context.committed()).isFalse();
    }
}
