package dev.sluice.processor.flow;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often one stream thread commits. A commit is several round trips for which the thread waits, so what nobody waits for
 * is left to Streams' own commits, which come seldom: what was taken in, and what was parked. Outcomes, and whatever else is
 * produced beside changelogs, are to be committed when the interval since the last commit is over; where they are few among
 * much else, as while a flood is parked, a little later.
 *
 * <p>Confined to its stream thread.
 */
public final class CommitPace {
    /** How Streams ends the name of every changelog. */
    private static final String CHANGELOG = "-changelog";

    /** So many changelog records for each outcome are a flood: what goes its usual way has two. */
    private static final int FLOOD = 20;

    /** So few changelog records take less time than the commit. */
    private static final int FEW = 100;

    private static final Duration FLOODED_INTERVAL = Duration.ofMillis(100);

    private final long intervalNanos;
    private final long floodedNanos;
    private final LongSupplier nanoTime;
    private long committedAt;
    private boolean pending;
    private int outcomes;
    private int stored;

    /**
     * @param interval from the end of one commit to the next one, at least
     * @param nanoTime a clock that does not jump
     */
    CommitPace(Duration interval, LongSupplier nanoTime) {
        this.intervalNanos = interval.toNanos();
        this.floodedNanos = Math.max(intervalNanos, FLOODED_INTERVAL.toNanos());
        this.nanoTime = nanoTime;
        this.committedAt = nanoTime.getAsLong() - intervalNanos;
    }

    /** A record was produced. */
    void produced(String topic) {
        if (topic.endsWith(CHANGELOG)) {
            stored++;
        } else {
            outcomes++;
            pending = true;
        }
    }

    /** A transaction was committed, or aborted: all of it is over. */
    void ended() {
        pending = false;
        outcomes = 0;
        stored = 0;
        committedAt = nanoTime.getAsLong();
    }

    /** Something that stands in a changelog alone is to be committed as if it were an outcome. */
    public void hurry() {
        pending = true;
    }

    /** Whether something is to be committed when the interval is over. */
    public boolean pending() {
        return pending;
    }

    /** Whether something is to be committed now. */
    public boolean due() {
        return pending
                && nanoTime.getAsLong() - committedAt
                        >= (isFlooded() ? floodedNanos : intervalNanos);
    }

    private boolean isFlooded() {
        return stored > FEW + FLOOD * outcomes;
    }
}
