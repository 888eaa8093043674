package dev.sluice.processor.dispatch;

import dev.sluice.processor.dispatch.CallEnd.Again;
import dev.sluice.processor.dispatch.CallEnd.Final;
import dev.sluice.processor.dispatch.CallEnd.Sign;
import dev.sluice.processor.dispatch.CallEnd.Spent;
import dev.sluice.processor.openai.AnswerHeader;
import dev.sluice.processor.outcome.Completions;
import dev.sluice.processor.outcome.Defects;
import dev.sluice.processor.outcome.Failure;
import dev.sluice.processor.outcome.Failures;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.processor.price.PriceList;
import dev.sluice.v1.Attempt;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.OnContextLength;
import dev.sluice.v1.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a finished call into the request's outcome, or into another try. */
final class CallOutcomes {
    private static final Logger LOG = LoggerFactory.getLogger(CallOutcomes.class);

    private final OutcomeEncoder encoder;
    private final RetryRules retries;
    private final PriceList prices;
    private final OnContextLength onContextLength;

    /**
     * @param prices what answers cost
     * @param onContextLength what to do when the messages do not fit, where the request leaves it open
     */
    CallOutcomes(
            OutcomeEncoder encoder,
            RetryRules retries,
            PriceList prices,
            OnContextLength onContextLength) {
        this.encoder = encoder;
        this.retries = retries;
        this.prices = prices;
        this.onContextLength = onContextLength;
    }

    /** What came of it, whatever happens: a request whose outcome cannot be written ends as a failure. */
    CallEnd of(FinishedCall finished) {
        try {
            if (finished.result() instanceof CallResult.Unsent) {
                return new CallEnd.Unsent();
            }
            return finished.result() instanceof CallResult.Answered answered
                    ? new Final(
                            encoder.encode(completion(finished, answered)),
                            Signs.answered(finished),
                            answered.usage().map(Spent::of).orElse(Spent.UNKNOWN))
                    : failed(finished, (CallResult.Failed) finished.result());
        } catch (RuntimeException e) {
            LOG.error("A defect ended a call to {}: {}", finished.call(), Defects.describe(e));
            String message = "A defect in Sluice: " + e.getClass().getName();
            return new Final(
                    encoder.encode(
                            Failures.ended(
                                    finished.call().subject(),
                                    Failure.of(FailureReason.INTERNAL, message),
                                    finished.call().past().attempts(),
                                    finished.call().waits())),
                    Sign.NONE,
                    Spent.UNKNOWN);
        }
    }

    private CallEnd failed(FinishedCall finished, CallResult.Failed failed) {
        Past past = finished.call().past().and(finished.failed(failed));
        FailureReason reason = failed.failure().reason();
        Sign sign = Signs.failed(finished, reason, () -> retries.pause(finished, past));
        Spent spent = spent(failed);
        if (reason == FailureReason.CONTEXT_LENGTH && trims(finished.call())) {
            OptionalInt next =
                    ContextTrim.next(
                            finished.call().subject().request().getMessages(),
                            past.trimmedMessages());
            if (next.isPresent() && past.attempts().size() < RetryRules.MOST_CALLS) {
                return new Again(past.trimmed(next.getAsInt()), finished.endedAt(), sign, spent);
            }
        }
        RetryRules.Decision decision = retries.decide(finished, failed, past);
        if (decision instanceof RetryRules.Decision.TryAgain again) {
            return new Again(again.past(), again.notBefore(), sign, spent);
        }
        Failure failure = ((RetryRules.Decision.GiveUp) decision).failure();
        return new Final(
                encoder.encode(
                        Failures.ended(
                                finished.call().subject(),
                                failure,
                                past.attempts(),
                                finished.call().waits())),
                sign,
                spent);
    }

    /** What nobody pays for took no tokens; of other failures nothing is known but what was reported. */
    private static Spent spent(CallResult.Failed failed) {
        return failed.usage()
                .map(Spent::of)
                .orElse(failed.billedTo() == BilledTo.NOBODY ? Spent.NOTHING : Spent.UNKNOWN);
    }

    private boolean trims(Call call) {
        ChatRequest request = call.subject().request();
        OnContextLength asked = request.getOnContextLength();
        return (asked == null ? onContextLength : asked) == OnContextLength.TRIM_OLDEST;
    }

    private ChatCompletion completion(FinishedCall finished, CallResult.Answered answered) {
        Call call = finished.call();
        AnswerHeader header = answered.header();
        List<Attempt> attempts = new ArrayList<>(call.past().attempts());
        attempts.add(finished.answered(answered.usage()));
        ChatCompletion.Builder completion =
                Completions.of(call.subject(), attempts, finished.endedAt());
        completion.getTimings().setFirstTokenAt(finished.firstTokenAt().orElse(null));
        @Nullable Usage usage = answered.usage().orElse(null);
        return completion
                .setModel(header.model().orElse(call.target().model()))
                .setProviderId(header.id().orElse(null))
                .setCreated(header.created().orElse(null))
                .setSystemFingerprint(header.systemFingerprint().orElse(null))
                .setServiceTier(header.serviceTier().orElse(null))
                .setChoices(answered.choices())
                .setExtra(answered.extra().orElse(null))
                .setRaw(answered.raw().orElse(null))
                .setUsage(usage)
                .setCost(
                        prices.cost(
                                        completion.getEndpoint(),
                                        completion.getRequestedModel(),
                                        finished.endedAt(),
                                        usage)
                                .orElse(null))
                .setTrimmedMessages(call.past().trimmedMessages())
                .setWaited(call.waits().waited())
                .setEstimate(call.waits().estimate().orElse(null))
                .build();
    }
}
