package dev.sluice.processor.outcome;

import dev.sluice.processor.usage.Bills;
import dev.sluice.schemas.RecordEncoder;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;

/**
 * Makes the terminal record's bytes. Called by whoever learned of the outcome: a stream thread, the scheduler or an
 * event loop.
 */
public final class OutcomeEncoder {
    private final RecordEncoder<ChatCompletion> completions;
    private final RecordEncoder<ChatFailure> failures;

    /**
     * @param completions encoder with the completion topic's schema id
     * @param failures encoder with the failure topic's schema id
     */
    public OutcomeEncoder(
            RecordEncoder<ChatCompletion> completions, RecordEncoder<ChatFailure> failures) {
        this.completions = completions;
        this.failures = failures;
    }

    /** The outcome of an answered request. */
    public Outcome encode(ChatCompletion completion) {
        return new Outcome(
                Outcome.Kind.COMPLETION,
                completions.encode(completion),
                Bills.of(completion),
                OutcomeFacts.of(completion));
    }

    /** The outcome of a request that was not answered. */
    public Outcome encode(ChatFailure failure) {
        return new Outcome(
                Outcome.Kind.FAILURE,
                failures.encode(failure),
                Bills.of(failure),
                OutcomeFacts.of(failure));
    }
}
