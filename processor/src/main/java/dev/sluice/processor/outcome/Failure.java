package dev.sluice.processor.outcome;

import dev.sluice.v1.FailureReason;
import dev.sluice.v1.ProviderError;
import java.util.Optional;

/**
 * Why there is no completion.
 *
 * @param reason the reason
 * @param message one sentence for a person; holds neither prompt nor secret
 * @param field the field at fault, where one is
 * @param providerError what the endpoint said, where it said something
 * @param lastCause for EXPIRED: what went wrong last before the deadline passed
 */
public record Failure(
        FailureReason reason,
        String message,
        Optional<String> field,
        Optional<ProviderError> providerError,
        Optional<FailureReason> lastCause) {

    /** A failure without more to say. */
    public static Failure of(FailureReason reason, String message) {
        return new Failure(reason, message, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A request that breaks the contract in one field. */
    public static Failure invalid(String field, String message) {
        return new Failure(
                FailureReason.INVALID,
                message,
                Optional.of(field),
                Optional.empty(),
                Optional.empty());
    }

    /** An endpoint that refused. */
    public static Failure provider(FailureReason reason, String message, ProviderError error) {
        return new Failure(reason, message, Optional.empty(), Optional.of(error), Optional.empty());
    }

    /** A request whose deadline passed during a call. */
    public static Failure expired(String message, FailureReason lastCause) {
        return new Failure(
                FailureReason.EXPIRED,
                message,
                Optional.empty(),
                Optional.empty(),
                Optional.of(lastCause));
    }
}
