package dev.sluice.processor.share;

import dev.sluice.processor.limit.Counted;
import dev.sluice.processor.limit.Seats;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What this instance has of a limit on calls at the same time. */
final class LocalSeats implements Seats {
    /** Seats that were in use this long ago are likely to be needed again. */
    private static final long KEPT = TimeUnit.MILLISECONDS.toNanos(200);

    /** How many to ask for at first. */
    private static final long FIRST = 8;

    private final Counted counted;
    private final ShareCount count;
    private final LongSupplier leasedUntil;
    private final Consumer<LocalSeats> active;
    private final Runnable lacking;
    private long limit;
    private long held;
    private long share;
    private long free;
    private long outstanding;
    private long recent;
    private long recentAt;
    private long saidDemand;
    private boolean blocked;

    /** What was said to be kept, while that is on its way: others may have got the rest already. */
    private long promised = Long.MAX_VALUE;

    /**
     * @param leasedUntil until when calls may begin in the seats that were given
     * @param active told when there is something to say or to look after
     * @param lacking told when somebody waits for more
     */
    LocalSeats(
            Counted counted,
            long limit,
            LongSupplier leasedUntil,
            Consumer<LocalSeats> active,
            Runnable lacking) {
        this.counted = counted;
        this.count = Counts.of(counted);
        this.limit = limit;
        this.leasedUntil = leasedUntil;
        this.active = active;
        this.lacking = lacking;
    }

    Counted counted() {
        return counted;
    }

    ShareCount count() {
        return count;
    }

    @Override
    public boolean free(long now) {
        if (outstanding < usable() && now < leasedUntil.getAsLong()) {
            return true;
        }
        blocked = true;
        active.accept(this);
        lacking.run();
        return false;
    }

    @Override
    public void take(long now) {
        outstanding++;
        if (outstanding >= recent) {
            recent = outstanding;
            recentAt = now;
        }
        active.accept(this);
    }

    @Override
    public void release() {
        outstanding--;
    }

    @Override
    public long expiresAt() {
        return leasedUntil.getAsLong();
    }

    @Override
    public void change(long nextLimit) {
        limit = nextLimit;
        active.accept(this);
    }

    /**
     * What the log says now.
     *
     * @return whether somebody who was held back may try again
     */
    boolean given(long nowHeld, long nowShare, long nowFree, long now) {
        held = nowHeld;
        share = nowShare;
        free = nowFree;
        if (blocked && outstanding < usable() && now < leasedUntil.getAsLong()) {
            blocked = false;
            return true;
        }
        return false;
    }

    /** Whether there is something to say that was not said yet. */
    boolean hasNews(long now) {
        return demand(now) > saidDemand
                || keep(now) < held
                || (blocked && share > held && free > 0)
                || (blocked && held > 0 && now >= leasedUntil.getAsLong());
    }

    /** What to say. */
    ShareSeats word(long now) {
        saidDemand = demand(now);
        promised = keep(now);
        return new ShareSeats(count, limit, promised, saidDemand);
    }

    /** What was said last has been heard, and nothing is on its way. */
    void heard() {
        promised = Long.MAX_VALUE;
    }

    /** What to say when all calls have ended and none will follow. */
    ShareSeats nothing() {
        return new ShareSeats(count, limit, 0L, 0L);
    }

    boolean isIdle() {
        return held == 0 && outstanding == 0 && !blocked && saidDemand == 0;
    }

    /** Never more than the share: what is above goes back as calls end. */
    private long usable() {
        return Math.min(promised, Math.min(held, share));
    }

    private long demand(long now) {
        long wanted = blocked ? Math.max(FIRST, 2 * outstanding) : recent(now);
        return Math.min(limit, wanted);
    }

    private long keep(long now) {
        long wanted = Math.max(outstanding, Math.min(share, demand(now)));
        return Math.min(promised, Math.min(held, wanted));
    }

    private long recent(long now) {
        if (now - recentAt > KEPT) {
            recent = outstanding;
            recentAt = now;
        }
        return Math.max(recent, outstanding);
    }
}
