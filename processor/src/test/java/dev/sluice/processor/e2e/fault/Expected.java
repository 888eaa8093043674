package dev.sluice.processor.e2e.fault;

import dev.sluice.v1.BilledTo;
import dev.sluice.v1.FailureReason;
import java.util.List;

/** How a request must end. */
sealed interface Expected {
    /** In place of a status, where no head of an answer came. */
    int NO_HEAD = 0;

    /** HTTP status of each call for it, in order; {@link #NO_HEAD} for those that gave none. */
    List<Integer> statuses();

    /**
     * With a completion.
     *
     * @param text all that it says
     */
    record Completes(String text, List<Integer> statuses) implements Expected {}

    /** With a completion in no chat's shape, which is kept as it came. */
    record KeptRaw(List<Integer> statuses) implements Expected {}

    /**
     * With a failure.
     *
     * @param billedTo who carries its last call
     */
    record Fails(FailureReason reason, BilledTo billedTo, List<Integer> statuses)
            implements Expected {}

    /**
     * With EXPIRED.
     *
     * @param lastCause why the last call failed
     */
    record Expires(FailureReason lastCause, List<Integer> statuses) implements Expected {}
}
