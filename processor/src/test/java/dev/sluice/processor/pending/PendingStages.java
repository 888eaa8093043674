package dev.sluice.processor.pending;

import dev.sluice.processor.outcome.OutcomeListener;
import dev.sluice.processor.schedule.WorkIntake;
import java.time.InstantSource;

/** Stages of which nobody hears, and which add nothing to usage. */
public final class PendingStages {
    private PendingStages() {}

    /** One whose entries fit its stores. */
    public static PendingStage of(
            String topic,
            Windows windows,
            RequestReaders reader,
            WorkIntake intake,
            InstantSource clock,
            Commits commits,
            boolean ordered) {
        return new PendingStage(
                topic,
                windows,
                reader,
                intake,
                clock,
                commits,
                OutcomeListener.NOBODY,
                1 << 20,
                ordered,
                false);
    }
}
