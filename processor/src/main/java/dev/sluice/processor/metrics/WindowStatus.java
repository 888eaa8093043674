package dev.sluice.processor.metrics;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How the window of one partition stood at one moment.
 *
 * @param partition of the request topic
 * @param records requests that were let in and are not answered, without those that are parked
 * @param bytes theirs
 * @param parked requests that are parked on disk
 * @param parkedBytes theirs
 * @param gated whether the partition gives no more for now
 * @param oldestWaitSeconds how long ago the one of the records was let in that was first; none where there is none
 * @param groups the requests by tenant and model, each named once
 * @param takenAtNanos when it was so, by {@link System#nanoTime}
 */
public record WindowStatus(
        int partition,
        int records,
        long bytes,
        int parked,
        long parkedBytes,
        boolean gated,
        OptionalDouble oldestWaitSeconds,
        List<Group> groups,
        long takenAtNanos) {
    /** Keeps its own copy of the groups. */
    public WindowStatus {
        groups = List.copyOf(groups);
    }

    /**
     * Requests of one tenant for one model.
     *
     * @param of whose they are
     * @param inFlight for which a call is out
     * @param waiting for which none is
     * @param parked that are parked on disk
     */
    public record Group(GroupName of, int inFlight, int waiting, int parked) {}
}
