package dev.sluice.processor.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What instances have of one limit on calls at the same time. Times are nanoseconds of the log's clock.
 *
 * <p>Seats are given as far as there are free ones, and no instance is given more than its share while others want
 * theirs. One that has more than that gives back what its calls leave. An instance that falls silent has its seats until
 * the last call is over that it may have begun.
 */
final class SeatAccount {
    /** Where seats do not divide evenly, what is left over goes round. */
    private static final long ROUND = TimeUnit.SECONDS.toNanos(2);

    private static final class Holder {
        private final String name;
        private long held;
        private long demand;
        private long heardOf;
        private long lastsFor;

        Holder(String name) {
            this.name = name;
        }

        boolean isSilent(long now) {
            return now - heardOf > Terms.LEASE;
        }

        boolean isGone(long now) {
            return now - heardOf > Terms.LEASE + lastsFor + Terms.GRACE;
        }
    }

    /** What the author of an entry can know. */
    enum Standing {
        /** All that it had been given: what it does not keep it gives back. */
        UP_TO_DATE,

        /** Not all that it had been given: it may have more in use than it says. */
        BEHIND,

        /** Nothing is known here of what it was given, since its earlier entries were not read. */
        NEW_HERE
    }

    private final Map<String, Holder> holders = new TreeMap<>();
    private long limit;

    /**
     * Somebody says what it keeps and what it would like to have, and is given what is right.
     *
     * @param standing what is to be made of what it keeps
     * @param callTimeout how long a call may last, in nanoseconds
     */
    void say(String who, ShareSeats word, Standing standing, long callTimeout, long now) {
        holders.values().removeIf(holder -> holder.isGone(now));
        limit = word.getLimit();
        Holder holder = holders.get(who);
        if (holder == null) {
            holder = new Holder(who);
            holders.put(who, holder);
            holder.held = standing == Standing.NEW_HERE ? word.getKeep() : 0;
        } else if (standing == Standing.UP_TO_DATE) {
            holder.held = word.getKeep();
        }
        holder.demand = word.getDemand();
        holder.heardOf = now;
        holder.lastsFor = callTimeout;
        holder.held += Math.max(0, Math.min(share(who, now) - holder.held, free(now)));
        if (holder.held == 0 && holder.demand == 0) {
            holders.remove(who);
        }
    }

    /** Its calls have ended, and it wants nothing. */
    void leave(String who) {
        holders.remove(who);
    }

    /** What it was given and did not give back. */
    long held(String who) {
        Holder holder = holders.get(who);
        return holder == null ? 0 : holder.held;
    }

    /** How many it should have: as many as it would like, or else as many as all others that would like more. */
    long share(String who, long now) {
        long left = limit;
        List<Holder> live = new ArrayList<>();
        for (Holder holder : holders.values()) {
            if (holder.isSilent(now)) {
                left -= holder.isGone(now) ? 0 : holder.held;
            } else {
                live.add(holder);
            }
        }
        int first = live.isEmpty() ? 0 : (int) (now / ROUND % live.size());
        List<Holder> turned = new ArrayList<>(live.subList(first, live.size()));
        turned.addAll(live.subList(0, first));
        turned.sort(Comparator.comparingLong(holder -> holder.demand));
        for (int i = 0; i < turned.size(); i++) {
            long share = Math.min(turned.get(i).demand, Math.max(0, left) / (turned.size() - i));
            if (turned.get(i).name.equals(who)) {
                return share;
            }
            left -= share;
        }
        return 0;
    }

    /** Seats that nobody has. */
    long free(long now) {
        long free = limit;
        for (Holder holder : holders.values()) {
            free -= holder.isGone(now) ? 0 : holder.held;
        }
        return Math.max(0, free);
    }

    boolean isIdle(long now) {
        return holders.values().stream().allMatch(holder -> holder.isGone(now));
    }
}
