package dev.sluice.processor.outcome;

import dev.sluice.v1.Attempt;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Timings;
import java.time.Instant;
import java.util.List;

/** Builds completion records. */
public final class Completions {
    private Completions() {}

    /**
     * What every completion says, whatever was answered; the answer itself is added by the caller.
     *
     * @param attempts the calls, the successful one last
     * @param answeredAt when the answer was whole
     */
    public static ChatCompletion.Builder of(
            Subject subject, List<Attempt> attempts, Instant answeredAt) {
        ChatRequest request = subject.request();
        Attempt last = attempts.get(attempts.size() - 1);
        return ChatCompletion.newBuilder()
                .setId(request.getId())
                .setTenant(request.getTenant())
                .setBatchId(request.getBatchId())
                .setCustomId(request.getCustomId())
                .setMetadata(request.getMetadata())
                .setPosition(subject.position())
                .setEndpoint(last.getEndpoint())
                .setRequestedModel(request.getModel())
                .setAttempts(attempts)
                .setTimings(
                        Timings.newBuilder()
                                .setAppendedAt(subject.appendedAt())
                                .setAdmittedAt(subject.admittedAt())
                                .setDispatchedAt(last.getStartedAt())
                                .setAnsweredAt(answeredAt)
                                .build());
    }
}
