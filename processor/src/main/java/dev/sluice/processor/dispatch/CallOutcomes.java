package dev.sluice.processor.dispatch;

import dev.sluice.processor.openai.AnswerHeader;
import dev.sluice.processor.outcome.Completions;
import dev.sluice.processor.outcome.Defects;
import dev.sluice.processor.outcome.Failure;
import dev.sluice.processor.outcome.Failures;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.v1.Attempt;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.ProviderError;
import dev.sluice.v1.Usage;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a finished call into the request's outcome. */
final class CallOutcomes {
    private static final Logger LOG = LoggerFactory.getLogger(CallOutcomes.class);

    private final OutcomeEncoder encoder;

    CallOutcomes(OutcomeEncoder encoder) {
        this.encoder = encoder;
    }

    /** The request's outcome, whatever happens: a request whose outcome cannot be written ends as a failure. */
    Outcome of(FinishedCall call) {
        try {
            return encode(call);
        } catch (RuntimeException e) {
            LOG.error("A defect ended a call to {}: {}", call.endpoint(), Defects.describe(e));
            String message = "A defect in Sluice: " + e.getClass().getName();
            return encoder.encode(
                    Failures.unsent(call.subject(), Failure.of(FailureReason.INTERNAL, message)));
        }
    }

    private Outcome encode(FinishedCall call) {
        if (call.result() instanceof CallResult.Answered answered) {
            return encoder.encode(completion(call, answered));
        }
        CallResult.Failed failed = (CallResult.Failed) call.result();
        ProviderError error = failed.failure().providerError().orElse(null);
        Attempt attempt =
                attempt(
                        call,
                        failed.failure().lastCause().orElse(failed.failure().reason()),
                        error == null ? null : error.getCode(),
                        failed.usage(),
                        failed.billedTo());
        return encoder.encode(Failures.sent(call.subject(), failed.failure(), List.of(attempt)));
    }

    private static ChatCompletion completion(FinishedCall call, CallResult.Answered answered) {
        AnswerHeader header = answered.header();
        Attempt attempt = attempt(call, null, null, answered.usage(), BilledTo.TENANT);
        return Completions.of(
                        call.subject(),
                        List.of(attempt),
                        call.startedAt().plus(call.durationMicros(), ChronoUnit.MICROS))
                .setModel(header.model().orElse(call.subject().request().getModel()))
                .setProviderId(header.id().orElse(null))
                .setCreated(header.created().orElse(null))
                .setSystemFingerprint(header.systemFingerprint().orElse(null))
                .setServiceTier(header.serviceTier().orElse(null))
                .setChoices(answered.choices())
                .setExtra(answered.extra().orElse(null))
                .setRaw(answered.raw().orElse(null))
                .setUsage(answered.usage().orElse(null))
                .build();
    }

    private static Attempt attempt(
            FinishedCall call,
            @Nullable FailureReason reason,
            @Nullable String errorCode,
            Optional<Usage> usage,
            BilledTo billedTo) {
        return Attempt.newBuilder()
                .setNumber(1)
                .setEndpoint(call.endpoint())
                .setStartedAt(call.startedAt())
                .setDurationUs(call.durationMicros())
                .setStatus(call.status())
                .setProviderRequestId(call.providerRequestId())
                .setReason(reason)
                .setErrorCode(errorCode)
                .setUsage(usage.orElse(null))
                .setBilledTo(billedTo)
                .build();
    }
}
