package dev.sluice.processor.pending;

import dev.sluice.v1.ChatRequest;
import java.time.Instant;

/** Deadlines in milliseconds since the epoch. */
final class Deadlines {
    /** Stands for no deadline. */
    static final long NEVER = Long.MAX_VALUE;

    private Deadlines() {}

    static long of(ChatRequest request) {
        Instant deadline = request.getDeadline();
        return deadline == null ? NEVER : deadline.toEpochMilli();
    }
}
