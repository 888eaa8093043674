package dev.sluice.processor.metrics;

import java.util.List;

/**
 * How the scheduler stood at one moment.
 *
 * @param limits how each limit does
 * @param waiting what waits for a call, by tenant and model, each named once
 * @param inFlight calls that are out
 * @param takenAtNanos when it was so, by {@link System#nanoTime}
 */
public record SchedulerStatus(
        List<LimitUse> limits, List<WaitingGroup> waiting, int inFlight, long takenAtNanos) {
    /** Keeps its own copies of the lists. */
    public SchedulerStatus {
        limits = List.copyOf(limits);
        waiting = List.copyOf(waiting);
    }
}
