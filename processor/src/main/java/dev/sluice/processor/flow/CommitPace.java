package dev.sluice.processor.flow;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often one stream thread commits. A commit is several round trips for which the thread waits, so what nobody waits for
 * is committed seldom: what was taken in, and what was parked. Outcomes, and whatever else is
 * produced beside changelogs, are to be committed when the interval since the last commit is over; where they are few among
 * much else, as while a flood is parked, a little later. Streams' own clock does not heed that, and a commit by it right
 * after one of these would cost its round trips for nothing: so all of them are told from here.
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

    /**
     * How often what no outcome goes with is committed. While 100,000 small requests are read and parked, commits every 20 ms
     * took more than half of the time; every 200 ms they take little, and a crash has little more to read again.
     */
    private static final long STORED_NANOS = Duration.ofMillis(200).toNanos();

    private final long intervalNanos;
    private final long floodedNanos;
    private final long aheadNanos;
    private final LongSupplier nanoTime;
    private long committedAt;
    private long storedAt;
    private boolean pending;
    private boolean sentAhead;
    private int outcomes;
    private int stored;

    /**
     * @param interval from the end of one commit to the next one, at least
     * @param nanoTime a clock that does not jump
     */
    CommitPace(Duration interval, LongSupplier nanoTime) {
        this.intervalNanos = interval.toNanos();
        this.floodedNanos = Math.max(intervalNanos, FLOODED_INTERVAL.toNanos());
        this.aheadNanos = intervalNanos / 4 * 3;
        this.nanoTime = nanoTime;
        this.committedAt = nanoTime.getAsLong() - intervalNanos;
    }

    /** A record was produced. */
    void produced(String topic) {
        if (topic.endsWith(CHANGELOG)) {
            if (stored++ == 0) {
                storedAt = nanoTime.getAsLong();
            }
        } else {
            outcomes++;
            pending = true;
        }
    }

    /** A transaction was committed, or aborted: all of it is over. */
    void ended() {
        pending = false;
        sentAhead = false;
        outcomes = 0;
        stored = 0;
        committedAt = nanoTime.getAsLong();
    }

    /** Something that stands in a changelog alone is to be committed as if it were an outcome. */
    public void hurry() {
        pending = true;
    }

    /** Whether an outcome, or what counts as one, is to be committed when the interval is over. */
    public boolean pending() {
        return pending;
    }

    /** Whether something is to be committed now. */
    public boolean due() {
        if (pending) {
            return sinceCommit() >= (isFlooded() ? floodedNanos : intervalNanos);
        }
        return stored > 0 && nanoTime.getAsLong() - storedAt >= STORED_NANOS;
    }

    /**
     * Whether a commit is so near that what was produced by now should be on its way to the brokers, for the thread to wait
     * that much less. Once in a transaction.
     */
    boolean sendAhead() {
        if (!pending || sentAhead || sinceCommit() < aheadNanos) {
            return false;
        }
        sentAhead = true;
        return true;
    }

    private long sinceCommit() {
        return nanoTime.getAsLong() - committedAt;
    }

    private boolean isFlooded() {
        return stored > FEW + FLOOD * outcomes;
    }
}
