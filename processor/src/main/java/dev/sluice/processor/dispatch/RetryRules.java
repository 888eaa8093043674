package dev.sluice.processor.dispatch;

import dev.sluice.processor.config.RetryConfig;
import dev.sluice.processor.outcome.Failure;
import dev.sluice.v1.Attempt;
import dev.sluice.v1.FailureReason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** Decides whether a call that failed is followed by another one, and when. */
final class RetryRules {
    /** RFC 9110, section 15.5.10: the request conflicts with a state that may pass. */
    private static final int CONFLICT = 409;

    /**
     * Calls for one request, whatever ended them: as many as its record has room for. At the longest pause between two
     * they take more than two hours.
     */
    static final int MOST_CALLS = 1_000;

    /** Calls that the endpoint turned away unread are no tries; but where nothing is to be repeated, nothing is. */
    private static final Set<FailureReason> NOT_COUNTED =
            EnumSet.of(FailureReason.RATE_LIMITED, FailureReason.CONTEXT_LENGTH);

    /** What follows a call that failed. */
    sealed interface Decision {
        /** The request ends with this failure. */
        record GiveUp(Failure failure) implements Decision {}

        /** Another call. */
        record TryAgain(Past past, Instant notBefore) implements Decision {}
    }

    private final RetryConfig config;
    private final Backoff backoff;

    RetryRules(RetryConfig config, Backoff backoff) {
        this.config = config;
        this.backoff = backoff;
    }

    /**
     * Decides.
     *
     * @param finished the call
     * @param failed how it failed
     * @param past what was done for the request, this call included
     */
    Decision decide(FinishedCall finished, CallResult.Failed failed, Past past) {
        Repeat repeat = repeat(failed.failure().reason(), finished);
        boolean elsewhere = past.left(finished.call().route()).isPresent();
        if (repeat == Repeat.NEVER || !elsewhere || spent(finished.call(), past)) {
            return new Decision.GiveUp(failed.failure());
        }
        if (repeat == Repeat.ELSEWHERE) {
            return new Decision.TryAgain(past, finished.endedAt());
        }
        Instant next = finished.endedAt().plus(pause(finished, past));
        Instant deadline = finished.call().subject().request().getDeadline();
        return deadline == null || next.isBefore(deadline)
                ? new Decision.TryAgain(past, next)
                : new Decision.GiveUp(
                        Failure.expired(
                                "The deadline leaves no time for another call",
                                failed.failure().reason()));
    }

    /** How long the endpoint is to be left alone after this call. */
    Duration pause(FinishedCall finished, Past past) {
        return finished.reply()
                .flatMap(Reply::retryAfter)
                .orElseGet(() -> backoff.pause(past.attempts().size() - 1, config.maxDelay()));
    }

    private static Repeat repeat(FailureReason reason, FinishedCall finished) {
        Repeat fixed = Repeat.of(reason);
        if (reason == FailureReason.INTERNAL || reason == FailureReason.EXPIRED) {
            return fixed;
        }
        return finished.reply()
                .flatMap(Reply::shouldRetry)
                .map(should -> should ? Repeat.LATER : Repeat.NEVER)
                .orElseGet(
                        () ->
                                finished.reply().filter(r -> r.status() == CONFLICT).isPresent()
                                        ? Repeat.LATER
                                        : fixed);
    }

    private boolean spent(Call call, Past past) {
        if (config.maxAttempts() == 1) {
            return true;
        }
        if (call.probe()) {
            // An outage of any length costs no request its tries.
            return past.attempts().size() >= MOST_CALLS;
        }
        long counted = past.attempts().stream().filter(RetryRules::counts).count();
        return counted >= config.maxAttempts() || past.attempts().size() >= MOST_CALLS;
    }

    private static boolean counts(Attempt attempt) {
        return attempt.getReason() == null || !NOT_COUNTED.contains(attempt.getReason());
    }
}
