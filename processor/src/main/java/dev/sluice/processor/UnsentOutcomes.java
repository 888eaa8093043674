package dev.sluice.processor;

import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.outcome.Failure;
import dev.sluice.processor.outcome.Failures;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.processor.outcome.Subject;
import dev.sluice.processor.outcome.Waits;
import dev.sluice.processor.schedule.Endings;
import dev.sluice.v1.FailureReason;

/** The failures of requests that the scheduler does not send, or not again. */
record UnsentOutcomes(OutcomeEncoder encoder) implements Endings {
    @Override
    public Outcome expired(Subject subject, Past past, Waits waits) {
        Failure failure =
                past.lastCause()
                        .map(
                                cause ->
                                        Failure.expired(
                                                "The deadline passed before the request was sent again",
                                                cause))
                        .orElseGet(
                                () ->
                                        Failure.of(
                                                FailureReason.EXPIRED,
                                                "The deadline passed before the request was sent"));
        return encoder.encode(Failures.ended(subject, failure, past.attempts(), waits));
    }

    @Override
    public Outcome tooLarge(Subject subject, Past past, Waits waits, String limit) {
        String needed =
                waits.estimate()
                        .map(
                                tokens ->
                                        "about %d tokens with up to %d for the answer"
                                                .formatted(
                                                        tokens.getPromptTokens()
                                                                + tokens.getCompletionTokens(),
                                                        tokens.getCompletionTokens()))
                        .orElse("more tokens");
        Failure failure =
                Failure.of(
                        FailureReason.TOO_LARGE_FOR_LIMIT,
                        "The request needs %s, which is more than the limit %s ever grants"
                                .formatted(needed, limit));
        return encoder.encode(Failures.ended(subject, failure, past.attempts(), waits));
    }
}
