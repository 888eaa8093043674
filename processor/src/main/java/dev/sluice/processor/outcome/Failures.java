package dev.sluice.processor.outcome;

import dev.sluice.v1.Attempt;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Position;
import dev.sluice.v1.Timings;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds failure records. */
public final class Failures {
    private Failures() {}

    /**
     * A record that could not be read, or must not be: its bytes are kept as they came.
     *
     * @param raw the record's value; null for a record without one
     */
    public static ChatFailure unreadable(
            Position position, Instant appendedAt, Failure failure, byte @Nullable [] raw) {
        return base(position, failure)
                .setTimings(Timings.newBuilder().setAppendedAt(appendedAt).build())
                .setRaw(raw == null ? null : ByteBuffer.wrap(raw))
                .build();
    }

    /**
     * A request that was let in and not answered.
     *
     * @param attempts the calls made for it, oldest first; none where it was never sent
     * @param waits what it waited for
     */
    public static ChatFailure ended(
            Subject subject, Failure failure, List<Attempt> attempts, Waits waits) {
        ChatFailure ended =
                attempts.isEmpty() ? unsent(subject, failure) : sent(subject, failure, attempts);
        ended.setWaited(waits.waited());
        ended.setEstimate(waits.estimate().orElse(null));
        return ended;
    }

    /** A request that was refused or expired before any call was made. */
    public static ChatFailure unsent(Subject subject, Failure failure) {
        return of(subject, failure, timings(subject).build(), List.of());
    }

    private static ChatFailure sent(Subject subject, Failure failure, List<Attempt> attempts) {
        Attempt last = attempts.get(attempts.size() - 1);
        Timings timings =
                timings(subject)
                        .setDispatchedAt(last.getStartedAt())
                        .setAnsweredAt(
                                last.getStartedAt()
                                        .plusNanos(Math.multiplyExact(last.getDurationUs(), 1000L)))
                        .build();
        ChatFailure result = of(subject, failure, timings, attempts);
        result.setEndpoint(last.getEndpoint());
        return result;
    }

    private static ChatFailure of(
            Subject subject, Failure failure, Timings timings, List<Attempt> attempts) {
        ChatRequest request = subject.request();
        return base(subject.position(), failure)
                .setId(request.getId())
                .setTenant(request.getTenant())
                .setBatchId(request.getBatchId())
                .setCustomId(request.getCustomId())
                .setModel(request.getModel())
                .setTimings(timings)
                .setAttempts(attempts)
                .setRequest(request)
                .build();
    }

    private static ChatFailure.Builder base(Position position, Failure failure) {
        return ChatFailure.newBuilder()
                .setPosition(position)
                .setReason(failure.reason())
                .setMessage(failure.message())
                .setField(failure.field().orElse(null))
                .setProviderError(failure.providerError().orElse(null))
                .setLastCause(failure.lastCause().orElse(null));
    }

    private static Timings.Builder timings(Subject subject) {
        return Timings.newBuilder()
                .setAppendedAt(subject.appendedAt())
                .setAdmittedAt(subject.admittedAt());
    }
}
