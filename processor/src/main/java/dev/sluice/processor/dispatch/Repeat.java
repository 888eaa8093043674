package dev.sluice.processor.dispatch;

import dev.sluice.v1.FailureReason;
import java.util.EnumMap;
import java.util.Map;

/** Whether a call that failed is worth another one. Fixed for each reason. */
enum Repeat {
    /** The same request would fail in the same way. */
    NEVER,
    /** This endpoint will not have it; another one may. */
    ELSEWHERE,
    /** It may work in a while. */
    LATER;

    private static final Map<FailureReason, Repeat> OF = new EnumMap<>(FailureReason.class);

    static {
        OF.put(FailureReason.AUTHENTICATION, ELSEWHERE);
        OF.put(FailureReason.QUOTA_EXHAUSTED, ELSEWHERE);
        OF.put(FailureReason.UNKNOWN_MODEL, ELSEWHERE);
        OF.put(FailureReason.TOO_LARGE_FOR_LIMIT, ELSEWHERE);
        OF.put(FailureReason.RATE_LIMITED, LATER);
        OF.put(FailureReason.TIMEOUT, LATER);
        OF.put(FailureReason.CONNECTION, LATER);
        OF.put(FailureReason.SERVER_ERROR, LATER);
        OF.put(FailureReason.TRUNCATED_STREAM, LATER);
    }

    static Repeat of(FailureReason reason) {
        return OF.getOrDefault(reason, NEVER);
    }
}
