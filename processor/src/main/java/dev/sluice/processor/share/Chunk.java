package dev.sluice.processor.share;

import java.util.concurrent.TimeUnit;

/** What one entry got of a limit per minute, and what became of it. Times are nanoseconds of the limiter's clock. */
final class Chunk {
    private final long askedAt;
    private final long appendedMillis;
    private final long amount;
    private long left;
    private long pending;
    private long used;
    private long usedAt;

    /**
     * @param askedAt when the entry was written
     * @param appendedMillis when the broker appended it, which was later
     */
    Chunk(long askedAt, long appendedMillis, long amount) {
        this.askedAt = askedAt;
        this.appendedMillis = appendedMillis;
        this.amount = amount;
        this.left = amount;
        this.usedAt = askedAt;
    }

    /** When it is of no use any more. */
    long expiresAt() {
        return askedAt + Terms.VALID;
    }

    long left() {
        return left;
    }

    /** Takes up to so much. */
    long take(long most) {
        long taken = Math.min(most, left);
        left -= taken;
        pending += taken;
        return taken;
    }

    /** Nothing more is taken of it. */
    long giveUp() {
        long rest = left;
        left = 0;
        return rest;
    }

    /** What was taken was sent. */
    void sent(long taken, long now) {
        pending -= taken;
        used += taken;
        usedAt = Math.max(usedAt, now);
    }

    /** What was taken was not sent. */
    void back(long taken) {
        pending -= taken;
        left += taken;
    }

    /** Whether nothing can happen to it any more. */
    boolean isDone() {
        return left == 0 && pending == 0;
    }

    /** When so much time had passed on the log's clock, in milliseconds; never too early. */
    long logMillis(long at) {
        return appendedMillis + TimeUnit.NANOSECONDS.toMillis(at - askedAt) + 1;
    }

    /** What the others have to know of it at its end. */
    ShareChange change(ShareCount count) {
        return new ShareChange(count, countedAt(), amount, logMillis(usedAt), used);
    }

    /** When it is counted until that is known. */
    private long countedAt() {
        return appendedMillis + TimeUnit.NANOSECONDS.toMillis(Terms.VALID);
    }
}
