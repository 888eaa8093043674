package dev.sluice.processor.share;

import dev.sluice.processor.limit.Pacing;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What instances were given of one limit per minute. Times are nanoseconds of the log's clock.
 *
 * <p>No window of 60 s has more than the limit: what is given counts from the last moment at which it may be sent, or
 * from when it was sent in fact once that is known, for {@link Pacing#WINDOW}, which allows for the way to the endpoint.
 * Within that it is spread evenly: each unit takes an interval to be paid off, and nothing is given while more is owed
 * than {@link Terms#SAVED} or the burst allows. So a large request goes as soon as what went before is paid off, and
 * pays afterwards.
 *
 * <p>All of this is forgotten a minute later, so that whoever reads the log from some minutes back comes to the same.
 */
final class RateAccount implements Account {
    private record Waiting(long least, long since) {
        boolean isGone(long now) {
            return now - since > Terms.PATIENCE;
        }
    }

    private final TimedSum sum = new TimedSum();
    private final TimedSum paced = new TimedSum();

    /** Who asked and could not be given what it needs, first come first. */
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    @Override
    public long ask(String who, ShareWish wish, long now) {
        forget(now);
        long least = wish.getLeast();
        long amount = Math.min(wish.getMost(), room(who, wish, now));
        if (least < 1 || amount < least) {
            waiting.put(who, new Waiting(least, now));
            return 0;
        }
        waiting.remove(who);
        give(amount, now);
        return amount;
    }

    @Override
    public void give(long amount, long at, long now) {
        sum.add(amount, at + Terms.VALID, now);
        paced.add(amount, at, now);
    }

    @Override
    public void takeBack(long amount, long at) {
        sum.remove(amount, at + Terms.VALID);
        paced.remove(amount, at);
    }

    @Override
    public void change(ShareChange change, long now) {
        long countedAt = nanos(change.getCountedAt());
        sum.remove(change.getAmount(), countedAt);
        sum.add(change.getUsed(), nanos(change.getUsedAt()), now);
        long more = change.getUsed() - change.getAmount();
        if (more > 0) {
            paced.add(more, nanos(change.getUsedAt()), now);
        } else {
            paced.remove(-more, countedAt);
        }
    }

    @Override
    public void leave(String who) {
        waiting.remove(who);
    }

    @Override
    public long earliest(String who, ShareWish wish, long now) {
        forget(now);
        long ahead = ahead(who, now);
        long interval = new Pacing(wish.getLimit(), 1).interval();
        long paid = now + Math.max(0, paced.debt(interval, now) + ahead * interval - saved(wish));
        long tooMuch =
                Math.min(sum.total(), sum.total() + ahead + wish.getLeast() - wish.getLimit());
        return tooMuch > 0 ? Math.max(paid, sum.whenLeft(tooMuch)) : paid;
    }

    @Override
    public long total(long now) {
        sum.forget(now);
        return sum.total();
    }

    @Override
    public boolean isIdle(long now) {
        forget(now);
        return sum.total() == 0
                && paced.total() == 0
                && waiting.values().stream().allMatch(one -> one.isGone(now));
    }

    private void give(long amount, long now) {
        give(amount, now, now);
    }

    private long room(String who, ShareWish wish, long now) {
        long interval = new Pacing(wish.getLimit(), 1).interval();
        long spare = Math.floorDiv(saved(wish) - paced.debt(interval, now), interval);
        long inSum = wish.getLimit() - sum.total();
        return Math.min(inSum, wish.getLeast() + spare) - ahead(who, now);
    }

    private static long saved(ShareWish wish) {
        long burst = Math.min((wish.getBurst() - 1) * wish.getLeast(), wish.getLimit());
        return Math.max(Terms.SAVED, new Pacing(wish.getLimit(), 1).cost(burst));
    }

    /** What those need who came before. One that does not come back for it is asked no longer. */
    private long ahead(String who, long now) {
        long ahead = 0;
        Iterator<Map.Entry<String, Waiting>> others = waiting.entrySet().iterator();
        while (others.hasNext()) {
            Map.Entry<String, Waiting> other = others.next();
            if (other.getValue().isGone(now)) {
                others.remove();
            } else if (other.getKey().equals(who)) {
                return ahead;
            } else {
                ahead += other.getValue().least();
            }
        }
        return ahead;
    }

    private void forget(long now) {
        sum.forget(now);
        paced.forget(now);
    }

    private static long nanos(long millis) {
        return millis * 1_000_000;
    }
}
