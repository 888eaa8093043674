package dev.sluice.processor.share;

import dev.sluice.processor.limit.Dimension;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all instances were given. The same wherever the log is read, since nothing else goes into it; whoever begins in
 * the middle of the log comes to the same after a minute of it, also because each entry tells what its author was given
 * before.
 */
final class Ledger {
    private static final float LOAD_FACTOR = 0.75f;

    /** For how long an instance is known that is silent; longer than any call may last. */
    private static final long REMEMBERED = TimeUnit.HOURS.toNanos(25);

    /** An instance that wrote to the log. */
    private static final class Member {
        private final long incarnation;
        private long sequence;
        private long appendedAt;
        private Map<ShareCount, Long> given = Map.of();

        Member(long incarnation) {
            this.incarnation = incarnation;
        }
    }

    private final Map<String, Member> members = new HashMap<>();
    private final Map<ShareCount, Account> rates = new LinkedHashMap<>(16, LOAD_FACTOR, true);
    private final Map<ShareCount, SeatAccount> seats = new LinkedHashMap<>(16, LOAD_FACTOR, true);
    private long now;

    /**
     * The next entry of the log.
     *
     * @param appendedMillis when the broker appended it
     * @return what its author is given of limits that are used up; seats are asked for by {@link #held}
     */
    Map<ShareCount, Long> apply(ShareEntry entry, long appendedMillis) {
        // The broker that leads the partition may change, and its clock with it.
        now = Math.max(now, TimeUnit.MILLISECONDS.toNanos(appendedMillis));
        String who = entry.getInstance();
        Member known = members.get(who);
        if (known != null && isOld(entry, known)) {
            return Map.of();
        }
        Member member = known;
        SeatAccount.Standing standing = standing(entry, known);
        if (member == null || member.incarnation < entry.getIncarnation()) {
            leave(who);
            members.values().removeIf(other -> now - other.appendedAt > REMEMBERED);
            member = new Member(entry.getIncarnation());
            members.put(who, member);
        } else if (standing == SeatAccount.Standing.UP_TO_DATE) {
            believe(entry.getGifts(), member);
        }
        member.sequence = entry.getSequence();
        member.appendedAt = now;
        for (ShareChange change : entry.getChanges()) {
            rate(change.getCount()).change(change, now);
        }
        long callTimeout = TimeUnit.MILLISECONDS.toNanos(entry.getCallTimeout());
        for (ShareSeats word : entry.getSeats()) {
            seat(word.getCount()).say(who, word, standing, callTimeout, now);
        }
        member.given = give(who, entry.getWishes());
        dropIdle(rates, account -> account.isIdle(now));
        dropIdle(seats, account -> account.isIdle(now));
        return member.given;
    }

    /** The log's time: when the last entry was appended, in nanoseconds. */
    long now() {
        return now;
    }

    /** When it is worth asking again, in nanoseconds of the log's clock. */
    long earliest(String who, ShareWish wish) {
        return find(rates, wish.getCount(), () -> open(wish.getCount())).earliest(who, wish, now);
    }

    /** What counts of a limit per minute. */
    long total(ShareCount count) {
        return find(rates, count, () -> open(count)).total(now);
    }

    /** The seats that an instance was given and did not give back. */
    long held(ShareCount count, String who) {
        return find(seats, count, SeatAccount::new).held(who);
    }

    /** How many seats an instance should have. */
    long share(ShareCount count, String who) {
        return find(seats, count, SeatAccount::new).share(who, now);
    }

    /** Seats that nobody has. */
    long free(ShareCount count) {
        return find(seats, count, SeatAccount::new).free(now);
    }

    private static SeatAccount.Standing standing(ShareEntry entry, @Nullable Member known) {
        if (known == null) {
            return SeatAccount.Standing.NEW_HERE;
        }
        return known.incarnation < entry.getIncarnation() || entry.getSeen() == known.sequence
                ? SeatAccount.Standing.UP_TO_DATE
                : SeatAccount.Standing.BEHIND;
    }

    private static boolean isOld(ShareEntry entry, Member known) {
        return entry.getIncarnation() < known.incarnation
                || (entry.getIncarnation() == known.incarnation
                        && entry.getSequence() <= known.sequence);
    }

    /** Calls of an earlier incarnation have ended: the process is gone, and its connections with it. */
    private void leave(String who) {
        rates.values().forEach(account -> account.leave(who));
        seats.values().forEach(account -> account.leave(who));
    }

    /** Where an author was given something else than it should have been, what it takes itself to have counts. */
    private void believe(List<ShareGift> gifts, Member member) {
        Map<ShareCount, Long> thought = new HashMap<>(member.given);
        for (ShareGift gift : gifts) {
            Long before = thought.remove(gift.getCount());
            correct(gift.getCount(), gift.getAmount() - (before == null ? 0 : before), member);
        }
        thought.forEach((count, amount) -> correct(count, -amount, member));
    }

    private void correct(ShareCount count, long more, Member member) {
        if (more > 0) {
            rate(count).give(more, member.appendedAt, now);
        } else if (more < 0) {
            rate(count).takeBack(-more, member.appendedAt);
        }
    }

    private Map<ShareCount, Long> give(String who, List<ShareWish> wishes) {
        Map<ShareCount, Long> given = new HashMap<>();
        for (ShareWish wish : wishes) {
            long amount = rate(wish.getCount()).ask(who, wish, now);
            if (amount > 0) {
                given.merge(wish.getCount(), amount, Long::sum);
            }
        }
        return given;
    }

    private Account rate(ShareCount count) {
        return rates.computeIfAbsent(count, Ledger::open);
    }

    private static Account open(ShareCount count) {
        return count.getDimension().equals(Dimension.TOKENS_PER_DAY.label())
                ? new DayAccount()
                : new RateAccount();
    }

    private SeatAccount seat(ShareCount count) {
        return seats.computeIfAbsent(count, key -> new SeatAccount());
    }

    /** An account to look at: an empty one where there is none. */
    private static <T> T find(Map<ShareCount, T> accounts, ShareCount count, Supplier<T> empty) {
        @Nullable T account = accounts.get(count);
        return Objects.requireNonNullElseGet(account, empty);
    }

    /** Looks at the two that were not looked at longest, so that there are never many more than are in use. */
    private static <T> void dropIdle(Map<ShareCount, T> accounts, Predicate<T> idle) {
        for (int i = 0; i < 2 && !accounts.isEmpty(); i++) {
            Iterator<Map.Entry<ShareCount, T>> eldest = accounts.entrySet().iterator();
            Map.Entry<ShareCount, T> entry = eldest.next();
            ShareCount count = entry.getKey();
            if (idle.test(entry.getValue())) {
                eldest.remove();
            } else {
                accounts.get(count);
            }
        }
    }
}
