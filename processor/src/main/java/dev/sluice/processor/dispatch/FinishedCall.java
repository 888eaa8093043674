package dev.sluice.processor.dispatch;

import dev.sluice.processor.outcome.Subject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that ended.
 *
 * @param subject the request
 * @param endpoint name of the endpoint
 * @param startedAt when it was started
 * @param durationMicros from start to end, in microseconds
 * @param status HTTP status; null where none came
 * @param providerRequestId the provider's own id of the call; null where it gave none
 * @param result what came of it
 */
record FinishedCall(
        Subject subject,
        String endpoint,
        Instant startedAt,
        long durationMicros,
        @Nullable Integer status,
        @Nullable String providerRequestId,
        CallResult result) {}
