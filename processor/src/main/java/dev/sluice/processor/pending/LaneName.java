package dev.sluice.processor.pending;

import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Priority;
import java.util.Objects;

/**
 * What requests have in common that wait for the same, as far as a request itself tells.
 *
 * @param priority their class
 * @param tenant whose they are
 * @param model that they ask for
 * @param endpoint that they ask for; empty where they leave it open
 */
record LaneName(Priority priority, String tenant, String model, String endpoint) {
    static LaneName of(ChatRequest request) {
        return new LaneName(
                request.getPriority(),
                request.getTenant(),
                request.getModel(),
                Objects.requireNonNullElse(request.getEndpoint(), ""));
    }
}
