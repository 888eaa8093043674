package dev.sluice.processor.metrics;

import java.util.List;

/**
 * Requests of one tenant for one model that wait for a call.
 *
 * @param of whose they are
 * @param oldestWaitSeconds how long the one of them has waited that came first
 * @param causes what holds them back, most requests first
 */
public record WaitingGroup(GroupName of, double oldestWaitSeconds, List<Cause> causes) {
    /** Keeps its own copy of the list. */
    public WaitingGroup {
        causes = List.copyOf(causes);
    }

    /**
     * What holds requests back.
     *
     * @param scope as outcomes name it, such as {@code tenant:acme}
     * @param dimension as outcomes name it, such as {@code requests-per-minute}
     * @param requests how many it holds
     */
    public record Cause(String scope, String dimension, long requests) {}
}
