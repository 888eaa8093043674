package dev.sluice.processor.dispatch;

import dev.sluice.v1.Attempt;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Usage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that ended.
 *
 * @param call the call
 * @param sender who sent it; none where it was not sent
 * @param startedAt when it was started
 * @param durationMicros from start to end, in microseconds
 * @param reply the head of the answer, where one came
 * @param firstTokenAt when the first token of a streamed answer came
 * @param result what came of it
 */
record FinishedCall(
        Call call,
        Optional<String> sender,
        Instant startedAt,
        long durationMicros,
        Optional<Reply> reply,
        Optional<Instant> firstTokenAt,
        CallResult result) {

    Instant endedAt() {
        return startedAt.plus(durationMicros, ChronoUnit.MICROS);
    }

    /** The call for the record, when it gave the completion. */
    Attempt answered(Optional<Usage> usage) {
        return attempt(usage).setBilledTo(BilledTo.TENANT).build();
    }

    /** The call for the record, when it gave none. */
    Attempt failed(CallResult.Failed failed) {
        FailureReason reason = failed.failure().lastCause().orElse(failed.failure().reason());
        @Nullable String code =
                failed.failure().providerError().map(error -> error.getCode()).orElse(null);
        return attempt(failed.usage())
                .setReason(reason)
                .setErrorCode(code)
                .setBilledTo(failed.billedTo())
                .build();
    }

    private Attempt.Builder attempt(Optional<Usage> usage) {
        return Attempt.newBuilder()
                .setNumber(call.past().attempts().size() + 1)
                .setEndpoint(call.target().endpoint())
                .setStartedAt(startedAt)
                .setDurationUs(durationMicros)
                .setStatus(reply.map(Reply::status).orElse(null))
                .setProviderRequestId(reply.flatMap(Reply::requestId).orElse(null))
                .setUsage(usage.orElse(null))
                .setInstance(sender.orElse(null));
    }
}
