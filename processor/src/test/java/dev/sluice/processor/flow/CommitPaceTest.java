package dev.sluice.processor.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private long now = Long.MAX_VALUE - 5;
    private final CommitPace pace = new CommitPace(INTERVAL, () -> now);

    @BeforeEach
    void lastCommit() {
        pace.ended();
    }

    @Test
    void whatStandsInAChangelogAloneIsCommittedSeldom() {
        later(Duration.ofHours(1));
        assertThat(pace.due()).as("nothing to commit").isFalse();

        pace.produced("app-pending-changelog");
        later(Duration.ofMillis(199));
        pace.produced("app-pending-changelog");
        assertThat(pace.pending()).isFalse();
        assertThat(pace.due()).isFalse();

        later(Duration.ofMillis(1));
        assertThat(pace.due()).isTrue();

        pace.ended();
        later(Duration.ofHours(1));
        assertThat(pace.due()).isFalse();
    }

    @Test
    void whatIsProducedIsSentAheadOfItsCommitOnce() {
        pace.produced("app-pending-changelog");
        later(Duration.ofMillis(15));
        assertThat(pace.sendAhead()).as("no commit is near").isFalse();

        pace.produced("chat.completions");
        assertThat(pace.sendAhead()).isTrue();
        assertThat(pace.sendAhead()).isFalse();

        pace.ended();
        pace.produced("chat.completions");
        later(Duration.ofMillis(15).minusNanos(1));
        assertThat(pace.sendAhead()).isFalse();
        later(Duration.ofNanos(1));
        assertThat(pace.sendAhead()).isTrue();
    }

    @Test
    void anOutcomeIsDueWhenTheIntervalSinceTheLastCommitIsOver() {
        pace.produced("chat.completions");
        later(INTERVAL.minusNanos(1));
        assertThat(pace.pending()).isTrue();
        assertThat(pace.due()).isFalse();

        later(Duration.ofNanos(1));
        assertThat(pace.due()).isTrue();

        pace.ended();
        assertThat(pace.pending()).isFalse();
        pace.produced("chat.failures");
        assertThat(pace.due()).as("the interval begins anew").isFalse();
    }

    @Test
    void anOutcomeAfterAPauseIsDueAtOnce() {
        later(INTERVAL);
        pace.produced("chat.chunks");

        assertThat(pace.due()).isTrue();
    }

    @Test
    void theFirstOneIsDueAtOnce() {
        CommitPace fresh = new CommitPace(INTERVAL, () -> now);
        fresh.produced("chat.completions");

        assertThat(fresh.due()).isTrue();
    }

    @Test
    void whatIsToBeHurriedIsDueLikeAnOutcome() {
        pace.hurry();
        assertThat(pace.due()).isFalse();
        later(INTERVAL);

        assertThat(pace.due()).isTrue();
    }

    @Test
    void theFewAmongAFloodWaitALittleLonger() {
        for (int i = 0; i < 200; i++) {
            pace.produced("app-parked-changelog");
        }
        pace.produced("chat.completions");
        later(INTERVAL);
        assertThat(pace.due()).isFalse();
        later(Duration.ofMillis(80));
        assertThat(pace.due()).isTrue();

        pace.ended();
        pace.produced("chat.completions");
        later(INTERVAL);
        assertThat(pace.due()).as("the flood is over").isTrue();
    }

    @Test
    void manyOutcomesAreNoFlood() {
        for (int i = 0; i < 200; i++) {
            pace.produced("app-pending-changelog");
            pace.produced("app-pending-changelog");
            pace.produced("chat.completions");
        }
        later(INTERVAL);

        assertThat(pace.due()).isTrue();
    }

    private void later(Duration time) {
        now += time.toNanos();
    }
}
