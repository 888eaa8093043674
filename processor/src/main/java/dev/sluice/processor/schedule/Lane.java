package dev.sluice.processor.schedule;

import dev.sluice.processor.route.Routing;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Requests that the same holds for: of one tenant and one class, for one model, by the same ways. Where one of them has to
 * wait, so have those behind it. Earliest deadline first, then oldest first.
 */
final class Lane {
    /**
     * What the requests have in common.
     *
     * @param turn their class and tenant
     * @param model the model that they ask for
     * @param route where they can go
     */
    record Key(Turn.Key turn, String model, Routing.Route route) {}

    /** What becomes of the first request. */
    enum Status {
        /** It can go as soon as it is its turn. */
        READY,
        /** Something holds it back, or has just opened and may turn out to be closed again. */
        HELD,
        /** There is none any more. */
        EMPTY
    }

    static final Comparator<Work> ORDER =
            Comparator.comparingLong(Work::deadline).thenComparingLong(Work::sequence);

    private final Key key;
    private final Turn turn;
    private final SortedSet<Work> works = new TreeSet<>(ORDER);

    /** In the order in which they came, which deadlines may differ from. */
    private final Set<Work> byAge = new LinkedHashSet<>();

    private final HeldTimes heldTimes = new HeldTimes();
    private @Nullable Barrier leftBy;

    /** The one thing here that other threads read. */
    private volatile Status status = Status.READY;

    /**
     * @param turn the tenant's, among all of its class
     */
    Lane(Key key, Turn turn) {
        this.key = key;
        this.turn = turn;
    }

    Key key() {
        return key;
    }

    Turn turn() {
        return turn;
    }

    boolean isEmpty() {
        return works.isEmpty();
    }

    /** The request that goes first. */
    Work head() {
        return works.first();
    }

    void add(Work work) {
        works.add(work);
        byAge.add(work);
    }

    void remove(Work work) {
        works.remove(work);
        byAge.remove(work);
    }

    /** How many they are. */
    int size() {
        return works.size();
    }

    /** When the one of them came that has been here longest, in milliseconds since the epoch. */
    long since() {
        return byAge.iterator().next().waits().enteredAt();
    }

    /** What becomes of its first request. Any thread. */
    Status status() {
        return status;
    }

    void status(Status next) {
        if (status != next) {
            status = next;
        }
    }

    /** For how long it was held, by cause. */
    HeldTimes heldTimes() {
        return heldTimes;
    }

    /** What holds it back; where nothing does, the instance has no call to spare. */
    Cause cause() {
        return heldTimes.current().orElse(Cause.INSTANCE);
    }

    /** The barrier that let it out to be tried, as the first in the line there. */
    @Nullable Barrier leftBy() {
        return leftBy;
    }

    void leftBy(@Nullable Barrier barrier) {
        leftBy = barrier;
    }
}
