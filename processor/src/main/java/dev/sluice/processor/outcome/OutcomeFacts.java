package dev.sluice.processor.outcome;

import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Waited;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is measured of an outcome, beside its bill.
 *
 * @param reason why there is no completion; none: there is one
 * @param takenInAt when the request was taken in; none where it was not
 * @param answeredAt when the answer was whole; none where there is none
 * @param waited what the request waited for
 */
public record OutcomeFacts(
        Optional<FailureReason> reason,
        Optional<Instant> takenInAt,
        Optional<Instant> answeredAt,
        List<Waited> waited) {
    /** Those of a completion of which nothing is known. */
    public static final OutcomeFacts NONE =
            new OutcomeFacts(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    /** Keeps its own copy of the list. */
    public OutcomeFacts {
        waited = List.copyOf(waited);
    }

    static OutcomeFacts of(ChatCompletion completion) {
        return new OutcomeFacts(
                Optional.empty(),
                Optional.ofNullable(completion.getTimings().getAdmittedAt()),
                Optional.ofNullable(completion.getTimings().getAnsweredAt()),
                completion.getWaited());
    }

    static OutcomeFacts of(ChatFailure failure) {
        return new OutcomeFacts(
                Optional.of(failure.getReason()),
                Optional.ofNullable(failure.getTimings().getAdmittedAt()),
                Optional.empty(),
                failure.getWaited());
    }
}
