package dev.sluice.processor.admin.state;

import dev.sluice.processor.metrics.WindowStatus;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;

/** Adds groups of requests up. Goes by how many there are, the most first. */
final class GroupSum implements Comparable<GroupSum> {
    private static final Comparator<GroupSum> ORDER =
            Comparator.comparingLong(GroupSum::all).reversed();

    private long inFlight;
    private long waiting;
    private long parked;

    void add(WindowStatus.Group group) {
        inFlight += group.inFlight();
        waiting += group.waiting();
        parked += group.parked();
    }

    void add(GroupSum other) {
        inFlight += other.inFlight;
        waiting += other.waiting;
        parked += other.parked;
    }

    long inFlight() {
        return inFlight;
    }

    long parked() {
        return parked;
    }

    JsonObject json() {
        return new JsonObject()
                .put("waiting", waiting)
                .put("in_flight", inFlight)
                .put("parked", parked);
    }

    @Override
    public int compareTo(GroupSum other) {
        return ORDER.compare(this, other);
    }

    private long all() {
        return inFlight + waiting + parked;
    }
}
