package dev.sluice.processor.share;

import dev.sluice.processor.limit.Counted;
import dev.sluice.processor.limit.Purse;
import dev.sluice.processor.limit.Seats;
import dev.sluice.processor.limit.Supply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One instance's part in sharing limits: what it was given, what it needs, and what it has to tell the others. Belongs to
 * the limiter's thread, and is told the time in nanoseconds of the limiter's clock.
 *
 * <p>One entry is under way at a time. Nothing is given before the first one has come back, and with it all that others
 * wrote before.
 */
public final class SharedLimits implements Supply {
    /** Between two entries at the least. */
    private static final long SPACING = TimeUnit.MILLISECONDS.toNanos(5);

    /** How long what others should know may wait for an entry that asks for something. */
    private static final long GATHERED = TimeUnit.MILLISECONDS.toNanos(50);

    /** How many entries that failed may come to light yet. */
    private static final int GHOSTS = 64;

    private record Sent(ShareEntry entry, long at) {}

    private final Identity identity;
    private final long callTimeoutMillis;
    private final Ledger ledger = new Ledger();
    private final Map<Counted, LocalPurse> purses = new HashMap<>();
    private final Map<Counted, LocalSeats> seats = new HashMap<>();
    private final Map<ShareCount, Counted> counts = new HashMap<>();
    private final TreeMap<Long, Sent> failed = new TreeMap<>();
    private final List<ShareChange> untold = new ArrayList<>();
    private @Nullable Sent underWay;
    private boolean isIn;
    private long sequence;
    private long seen;
    private long lastSent = Long.MIN_VALUE;
    private long lookedAt = Long.MIN_VALUE;

    /** Somebody waits for more: there may be something to ask for. */
    private boolean lacking;

    private long leasedUntil = Long.MIN_VALUE;
    private List<ShareGift> gifts = List.of();

    /**
     * @param identity whose part this is
     * @param callTimeout how long a call may last
     */
    public SharedLimits(Identity identity, Duration callTimeout) {
        this.identity = identity;
        this.callTimeoutMillis = callTimeout.toMillis();
    }

    @Override
    public Purse purse(Counted counted, long limit, int burst) {
        LocalPurse known = purses.get(counted);
        if (known != null) {
            known.change(limit, burst);
            return known;
        }
        return new LocalPurse(
                counted, limit, burst, this::active, () -> lacking = true, ledger::total);
    }

    @Override
    public Seats seats(Counted counted, long limit) {
        LocalSeats known = seats.get(counted);
        if (known != null) {
            known.change(limit);
            return known;
        }
        return new LocalSeats(
                counted, limit, () -> leasedUntil, this::active, () -> lacking = true);
    }

    /** What to append to the log now, if anything. Its fate must be told, by {@link #applied} or {@link #failed}. */
    public Optional<ShareEntry> next(long now) {
        if (underWay != null || (now - lastSent < SPACING && sequence > 0)) {
            return Optional.empty();
        }
        if (!lacking && sequence > 0 && now - lookedAt < SPACING) {
            return Optional.empty();
        }
        lacking = false;
        lookedAt = now;
        purses.values().forEach(purse -> purse.tidy(now));
        drop();
        if (!isIn && purses.isEmpty() && seats.isEmpty()) {
            return Optional.empty();
        }
        Optional<ShareEntry> entry = isIn ? word(now) : Optional.of(entry());
        entry.ifPresent(
                one -> {
                    underWay = new Sent(one, now);
                    lastSent = now;
                });
        return entry;
    }

    /** The last word: the calls that were out have ended. */
    public ShareEntry farewell() {
        ShareEntry entry = entry();
        seats.values().forEach(one -> entry.getSeats().add(one.nothing()));
        return entry;
    }

    /**
     * An entry of the log, anybody's, in the order of the log.
     *
     * @param appendedMillis when the broker appended it
     * @return limits that may have more room now
     */
    public Set<Counted> applied(ShareEntry entry, long appendedMillis, long now) {
        Map<ShareCount, Long> given = ledger.apply(entry, appendedMillis);
        Set<Counted> opened = new LinkedHashSet<>();
        if (identity.isAuthorOf(entry) && entry.getSequence() > seen) {
            own(entry, appendedMillis, given, opened, now);
        }
        seats.forEach(
                (counted, one) -> {
                    ShareCount count = one.count();
                    long held = ledger.held(count, identity.instance());
                    long share = ledger.share(count, identity.instance());
                    if (one.given(held, share, ledger.free(count), now)) {
                        opened.add(counted);
                    }
                });
        return opened;
    }

    /** The entry under way was not appended, as far as is known. */
    public void failed(ShareEntry entry) {
        Sent sent = underWay;
        if (sent != null && sent.entry().getSequence() == entry.getSequence()) {
            failed.put(entry.getSequence(), sent);
            if (failed.size() > GHOSTS) {
                failed.pollFirstEntry();
            }
            underWay = null;
        }
    }

    /** Whether this instance has its part in the log. */
    public boolean isIn() {
        return isIn;
    }

    private void own(
            ShareEntry entry,
            long appendedMillis,
            Map<ShareCount, Long> given,
            Set<Counted> opened,
            long now) {
        isIn = true;
        seen = entry.getSequence();
        Sent sent = failed.remove(seen);
        if (underWay != null && underWay.entry().getSequence() == seen) {
            sent = underWay;
            underWay = null;
            seats.values().forEach(LocalSeats::heard);
        }
        // Those that failed before this one was written did not get in, or they would have come
        // first.
        Map<Long, Sent> lost = failed.headMap(seen);
        lost.values().forEach(one -> untold.addAll(one.entry().getChanges()));
        lost.clear();
        // Of one that nobody remembers nothing can be used.
        long askedAt = sent == null ? now - Terms.VALID : sent.at();
        leasedUntil = Math.max(leasedUntil, askedAt + Terms.LEASE);
        gifts = new ArrayList<>();
        given.forEach((count, amount) -> gifts.add(new ShareGift(count, amount)));
        for (ShareWish wish : entry.getWishes()) {
            answer(wish, given.getOrDefault(wish.getCount(), 0L), askedAt, appendedMillis, now)
                    .ifPresent(opened::add);
        }
    }

    private Optional<Counted> answer(
            ShareWish wish, long amount, long askedAt, long appendedMillis, long now) {
        Counted counted = counts.get(wish.getCount());
        LocalPurse purse = counted == null ? null : purses.get(counted);
        if (amount == 0) {
            if (purse != null) {
                long earliest = ledger.earliest(identity.instance(), wish);
                purse.refused(now + Math.max(0, earliest - ledger.now()), now);
            }
            return Optional.empty();
        }
        Chunk chunk = new Chunk(askedAt, appendedMillis, amount);
        if (purse == null) {
            chunk.giveUp();
            untold.add(chunk.change(wish.getCount()));
            return Optional.empty();
        }
        purse.add(chunk, now);
        return Optional.of(purse.counted());
    }

    private Optional<ShareEntry> word(long now) {
        List<LocalPurse> asking = new ArrayList<>();
        List<ShareWish> wishes = new ArrayList<>();
        boolean changes = !untold.isEmpty();
        for (LocalPurse purse : purses.values()) {
            purse.wish(now)
                    .ifPresent(
                            wish -> {
                                asking.add(purse);
                                wishes.add(wish);
                            });
            changes |= purse.hasChanges();
        }
        boolean news = seats.values().stream().anyMatch(one -> one.hasNews(now));
        boolean isDue =
                (changes && now - lastSent >= GATHERED)
                        || (!seats.isEmpty() && now - lastSent >= Terms.HEARTBEAT);
        if (wishes.isEmpty() && !news && !isDue) {
            return Optional.empty();
        }
        asking.forEach(LocalPurse::asked);
        ShareEntry entry = entry();
        entry.setWishes(wishes);
        entry.getChanges().addAll(untold);
        untold.clear();
        purses.values().forEach(purse -> entry.getChanges().addAll(purse.takeChanges()));
        seats.values().forEach(one -> entry.getSeats().add(one.word(now)));
        return Optional.of(entry);
    }

    private ShareEntry entry() {
        sequence++;
        return ShareEntry.newBuilder()
                .setInstance(identity.instance())
                .setIncarnation(identity.incarnation())
                .setSequence(sequence)
                .setSeen(seen)
                .setCallTimeout(callTimeoutMillis)
                .setGifts(gifts)
                .setWishes(new ArrayList<>())
                .setChanges(new ArrayList<>())
                .setSeats(new ArrayList<>())
                .build();
    }

    private void active(LocalPurse purse) {
        if (purses.putIfAbsent(purse.counted(), purse) == null) {
            counts.put(purse.count(), purse.counted());
        }
    }

    private void active(LocalSeats one) {
        seats.putIfAbsent(one.counted(), one);
    }

    private void drop() {
        purses.values()
                .removeIf(
                        purse -> {
                            if (purse.isIdle()) {
                                counts.remove(purse.count());
                                return true;
                            }
                            return false;
                        });
        seats.values().removeIf(LocalSeats::isIdle);
    }
}
