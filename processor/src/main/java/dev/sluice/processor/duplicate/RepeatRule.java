package dev.sluice.processor.duplicate;

import dev.sluice.processor.metrics.DuplicateMeters;
import dev.sluice.processor.outcome.Failure;
import dev.sluice.processor.outcome.Failures;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.processor.outcome.Subject;
import dev.sluice.processor.pending.Verdict;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Position;

/** What becomes of a request that repeats one that was let in before. */
interface RepeatRule {
    /**
     * Ends it.
     *
     * @param repeat the later request
     * @param first offset of the earlier one, in the same partition
     */
    Verdict verdict(Subject repeat, long first);

    /** It ends as a failure that tells where the earlier one stands. */
    static RepeatRule reject(OutcomeEncoder outcomes, DuplicateMeters meters) {
        return (repeat, first) -> {
            meters.rejected();
            Position position = repeat.position();
            String message =
                    "A request of this tenant with this id was let in before: %s-%d, offset %d. A repeat needs an id of its own"
                            .formatted(position.getTopic(), position.getPartition(), first);
            return new Verdict.Refused(
                    outcomes.encode(
                            Failures.unsent(repeat, Failure.of(FailureReason.DUPLICATE, message))));
        };
    }

    /** It ends without a trace but for the meter. */
    static RepeatRule drop(DuplicateMeters meters) {
        return (repeat, first) -> {
            meters.dropped();
            return new Verdict.Dropped();
        };
    }
}
