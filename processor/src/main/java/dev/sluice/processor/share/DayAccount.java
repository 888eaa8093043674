package dev.sluice.processor.share;

import java.util.concurrent.TimeUnit;

/**
 * What instances were given of one limit per day of UTC. First come, first served: what is left of a day is not kept for a
 * large request.
 */
final class DayAccount implements Account {
    private static final long DAY = TimeUnit.DAYS.toNanos(1);

    private long day;
    private long used;

    @Override
    public long ask(String who, ShareWish wish, long now) {
        turn(now);
        long amount = Math.min(wish.getMost(), wish.getLimit() - used);
        if (wish.getLeast() < 1 || amount < wish.getLeast()) {
            return 0;
        }
        used += amount;
        return amount;
    }

    @Override
    public void give(long amount, long at, long now) {
        turn(now);
        add(amount, at);
    }

    @Override
    public void takeBack(long amount, long at) {
        add(-amount, at);
    }

    @Override
    public void change(ShareChange change, long now) {
        turn(now);
        // It is counted on the day on which it was given, and at the end of that may be used on the
        // next.
        long givenAt = TimeUnit.MILLISECONDS.toNanos(change.getCountedAt()) - Terms.VALID;
        add(change.getUsed() - change.getAmount(), givenAt);
    }

    @Override
    public void leave(String who) {
        // Nobody waits in a line.
    }

    @Override
    public long earliest(String who, ShareWish wish, long now) {
        turn(now);
        return used + wish.getLeast() <= wish.getLimit() ? now : (day + 1) * DAY;
    }

    @Override
    public long total(long now) {
        turn(now);
        return used;
    }

    @Override
    public boolean isIdle(long now) {
        return total(now) == 0;
    }

    private void add(long change, long at) {
        if (Math.floorDiv(at, DAY) == day) {
            used = Math.max(0, used + change);
        }
    }

    private void turn(long now) {
        long today = Math.floorDiv(now, DAY);
        if (today > day) {
            day = today;
            used = 0;
        }
    }
}
