package dev.sluice.processor.schedule;

import java.time.Instant;

/**
 * What an endpoint says that it still takes of one thing, until when.
 *
 * <p>An answer's number does not count the calls that were sent after its own. So of what remains each of those takes its
 * part off, and so does each call that is sent from then on: where nobody else uses the endpoint's limit, and calls reach
 * it in the order in which they were sent, no more are sent than it has said it takes. Of two answers the one whose call
 * was sent later is the newer one, whichever comes first; an older one is heard only where it says that nothing is left.
 *
 * <p>When the time of a number is over that had not run out, nobody need wait: then at least as much is left as ever
 * remained before, without the calls that the last answer does not count.
 */
final class Budget {
    /** Nothing was said. */
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final int perCall;
    private long left = UNKNOWN;
    private long most;
    private Instant resetsAt = Instant.MIN;
    private boolean renewed;
    private long newest = -1;

    /**
     * @param perCall what a call takes; 0 where that is not known beforehand, and only an end of the budget counts
     */
    Budget(int perCall) {
        this.perCall = perCall;
    }

    /** When it has room again, as far as is known: {@link Instant#MIN} where it has. */
    Instant closedUntil() {
        return isSpent() ? resetsAt : Instant.MIN;
    }

    /** A call is sent. */
    void sent() {
        if (left != UNKNOWN) {
            left -= perCall;
        }
    }

    /** A call was not sent after all. */
    void cancelled(long call) {
        if (left != UNKNOWN && call > newest) {
            left += perCall;
        }
    }

    /**
     * An answer tells what remained.
     *
     * @param call the number of the answer's call, from 0 in the order in which they were sent
     * @param remaining at least 0
     * @param until when that is over
     * @param sent how many calls were sent so far
     */
    void told(long call, long remaining, Instant until, long sent) {
        if (remaining == 0) {
            // An earlier end is no news: it may well be told of an earlier time.
            resetsAt = isSpent() && resetsAt.isAfter(until) ? resetsAt : until;
            left = 0;
        } else if (call > newest) {
            resetsAt = until;
            left = remaining - perCall * (sent - call - 1);
        }
        most = Math.max(most, remaining);
        newest = Math.max(newest, call);
        renewed = false;
    }

    /** The endpoint has refused a call: what ever remained says nothing of what will. */
    void refused() {
        most = 0;
    }

    /**
     * Lets time pass.
     *
     * @param sent how many calls were sent so far
     * @return whether what was known ran out and its time is over, so that nobody knows how much there is now
     */
    boolean isOver(Instant now, long sent) {
        if (left == UNKNOWN || resetsAt.isAfter(now)) {
            return false;
        }
        if (!isSpent() && !renewed) {
            renewed = true;
            left = perCall == 0 ? UNKNOWN : most - perCall * (sent - newest - 1);
        }
        if (isSpent()) {
            left = UNKNOWN;
            return true;
        }
        return false;
    }

    private boolean isSpent() {
        return left <= 0;
    }
}
