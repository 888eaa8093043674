package dev.sluice.processor.schedule;

import dev.sluice.v1.Priority;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/** One tenant among those of its class. */
final class Turn {
    /**
     * Whose turn it is.
     *
     * @param priority the class
     * @param tenant the tenant
     */
    record Key(Priority priority, String tenant) {}

    static final Comparator<Turn> ORDER =
            Comparator.comparingLong((Turn turn) -> turn.share.pass())
                    .thenComparing(turn -> turn.key.tenant());

    private final Key key;
    private final Share share;
    private final SortedSet<Lane> ready =
            new TreeSet<>(Comparator.comparing(Lane::head, Lane.ORDER));
    private int lanes;

    Turn(Key key, Share share) {
        this.key = key;
        this.share = share;
    }

    Key key() {
        return key;
    }

    /** What it has had of all that is sent. */
    Share share() {
        return share;
    }

    /** Its lanes whose first request may be tried, the most urgent one first. */
    SortedSet<Lane> ready() {
        return ready;
    }

    /** Its lanes, ready or not. */
    int lanes() {
        return lanes;
    }

    void lanes(int next) {
        lanes = next;
    }
}
