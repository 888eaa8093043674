package dev.sluice.processor.share;

import dev.sluice.processor.limit.Counted;
import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.Purse;
import dev.sluice.processor.limit.Spending;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** What this instance has of a limit per minute or day. */
final class LocalPurse implements Purse {
    /** With less time than this left, a request would hardly be sent in time. */
    private static final long USEFUL = TimeUnit.MILLISECONDS.toNanos(100);

    /** What is not spent for so long is given back. */
    private static final long KEPT = TimeUnit.MILLISECONDS.toNanos(100);

    /** How soon to ask again for what could not be given. */
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(10);

    /** How late to ask again at the most, to keep one's place in the line. */
    private static final long LATE = Terms.PATIENCE / 2;

    /** How late to ask again where nobody stands in line: others may have given something back. */
    private static final long SELDOM = TimeUnit.SECONDS.toNanos(1);

    /** From so many requests between two entries on some are asked for in advance. */
    private static final long BRISK = 4;

    private final Counted counted;
    private final ShareCount count;
    private final Consumer<LocalPurse> active;
    private final Runnable lacking;
    private final ToDoubleFunction<ShareCount> total;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private final Map<Long, Long> settled = new TreeMap<>();
    private final List<ShareChange> changes = new ArrayList<>();
    private long limit;
    private int burst;
    private long left;
    private long need;
    private long spent;

    /** Calls that are out: they have something to say yet. */
    private long out;

    private long lastUse;
    private long askAgainAt = Long.MIN_VALUE;

    /**
     * @param active told when there is something to say or to look after
     * @param lacking told when somebody waits for more
     * @param total what counts of the limit, of all instances
     */
    LocalPurse(
            Counted counted,
            long limit,
            int burst,
            Consumer<LocalPurse> active,
            Runnable lacking,
            ToDoubleFunction<ShareCount> total) {
        this.counted = counted;
        this.count = Counts.of(counted);
        this.limit = limit;
        this.burst = burst;
        this.active = active;
        this.lacking = lacking;
        this.total = total;
    }

    Counted counted() {
        return counted;
    }

    ShareCount count() {
        return count;
    }

    @Override
    public boolean has(long weight, long now) {
        expire(now);
        if (left >= weight) {
            return true;
        }
        need = Math.max(need, weight);
        active.accept(this);
        lacking.run();
        return false;
    }

    @Override
    public Spending spend(long weight, long now) {
        Paid paid = new Paid();
        out++;
        long rest = weight;
        for (Chunk chunk : chunks) {
            long taken = chunk.take(rest);
            if (taken > 0) {
                paid.add(chunk, taken);
                rest -= taken;
            }
        }
        left -= weight - rest;
        spent += weight;
        lastUse = now;
        active.accept(this);
        return paid;
    }

    @Override
    public void change(long nextLimit, int nextBurst) {
        limit = nextLimit;
        burst = nextBurst;
        need = Math.min(need, nextLimit);
        askAgainAt = Long.MIN_VALUE;
    }

    @Override
    public double utilisation() {
        return total.applyAsDouble(count) / limit;
    }

    /** What to ask for now, if anything. */
    Optional<ShareWish> wish(long now) {
        expire(now);
        long missing = Math.max(0, need - left);
        boolean brisk = spent >= BRISK && left < spent;
        if (now < askAgainAt || (missing == 0 && !brisk)) {
            return Optional.empty();
        }
        long least = Math.max(1, missing);
        long most = Math.min(limit, Math.max(least, missing + 2 * spent - left));
        return least > limit
                ? Optional.empty()
                : Optional.of(new ShareWish(count, limit, burst, least, most));
    }

    /** A wish was written down. */
    void asked() {
        spent = 0;
    }

    /** What came of a wish that could not be fulfilled: when it can be at the earliest. */
    void refused(long earliest, long now) {
        // What is left of a day is kept for nobody: there is no place to lose.
        long late = counted.dimension() == Dimension.TOKENS_PER_DAY ? SELDOM : LATE;
        askAgainAt = Math.min(now + late, Math.max(now + SOON, earliest));
    }

    /** Something was given. */
    void add(Chunk chunk, long now) {
        chunks.add(chunk);
        left += chunk.left();
        lastUse = now;
        askAgainAt = Long.MIN_VALUE;
        if (left >= need) {
            need = 0;
        }
        active.accept(this);
    }

    /** Gives back what nobody needs, and lets go of what has expired. */
    void tidy(long now) {
        expire(now);
        if (need == 0 && now - lastUse > KEPT) {
            chunks.forEach(Chunk::giveUp);
            left = 0;
            spent = 0;
        }
        for (Iterator<Chunk> all = chunks.iterator(); all.hasNext(); ) {
            Chunk chunk = all.next();
            if (chunk.isDone()) {
                changes.add(chunk.change(count));
                all.remove();
            }
        }
    }

    /** Whether there is something that others should know of. */
    boolean hasChanges() {
        return !changes.isEmpty() || !settled.isEmpty();
    }

    /** What others should know of; it is told once. */
    List<ShareChange> takeChanges() {
        List<ShareChange> taken = new ArrayList<>(changes);
        settled.forEach(
                (at, more) ->
                        taken.add(
                                new ShareChange(
                                        count, at, Math.max(0, -more), at, Math.max(0, more))));
        changes.clear();
        settled.clear();
        return taken;
    }

    /** Whether there is nothing to look after. */
    boolean isIdle() {
        return need == 0 && out == 0 && chunks.isEmpty() && !hasChanges() && spent == 0;
    }

    private void expire(long now) {
        for (Chunk chunk : chunks) {
            if (chunk.expiresAt() - now > USEFUL) {
                return;
            }
            left -= chunk.giveUp();
        }
    }

    /** Of which chunks a call was paid. */
    private final class Paid implements Spending {
        private final List<Chunk> from = new ArrayList<>(1);
        private final List<Long> amounts = new ArrayList<>(1);
        private boolean over;
        private long expiresAt = Long.MAX_VALUE;
        private long settledAt;

        void add(Chunk chunk, long taken) {
            from.add(chunk);
            amounts.add(taken);
            expiresAt = Math.min(expiresAt, chunk.expiresAt());
            settledAt = chunk.logMillis(chunk.expiresAt());
        }

        @Override
        public long expiresAt() {
            return expiresAt;
        }

        @Override
        public void sent(long now) {
            if (over) {
                return;
            }
            over = true;
            for (int i = 0; i < from.size(); i++) {
                from.get(i).sent(amounts.get(i), now);
                settledAt = from.get(i).logMillis(now);
            }
            active.accept(LocalPurse.this);
        }

        @Override
        public void settle(long change) {
            settled.merge(settledAt, change, Long::sum);
            active.accept(LocalPurse.this);
        }

        @Override
        public void cancel() {
            if (over) {
                return;
            }
            over = true;
            out--;
            for (int i = 0; i < from.size(); i++) {
                from.get(i).back(amounts.get(i));
                left += amounts.get(i);
            }
            active.accept(LocalPurse.this);
        }

        @Override
        public void close() {
            sent(expiresAt);
            out--;
        }
    }
}
