package dev.sluice.processor.outcome;

import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Position;
import java.time.Instant;

/**
 * A request that was let in: what an outcome is about.
 *
 * @param position where the request stands in the log
 * @param request what it asks for; never changed
 * @param appendedAt timestamp of its record
 * @param admittedAt when it was taken into the window
 */
public record Subject(
        Position position, ChatRequest request, Instant appendedAt, Instant admittedAt) {

    /** Prompts must not leak through a log line: only the position is shown. */
    @Override
    public String toString() {
        return position.getTopic() + "-" + position.getPartition() + "@" + position.getOffset();
    }
}
