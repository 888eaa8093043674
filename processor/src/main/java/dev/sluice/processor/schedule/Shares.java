package dev.sluice.processor.schedule;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/** The tenants' shares of one thing. Those of tenants that want nothing are forgotten as soon as they are even. */
final class Shares {
    /** Tenants' names come from requests: with more than this, those that can be forgotten are. */
    private static final int MANY = 1_000;

    private final Share.Clock clock = new Share.Clock();
    private final ToIntFunction<String> weights;
    private final Map<String, Entry> entries = new HashMap<>();
    private int cleanAt = MANY;

    private static final class Entry {
        private final Share share;
        private int users;

        Entry(Share share) {
            this.share = share;
        }
    }

    /**
     * @param weights a tenant's weight, 1 to 1,000
     */
    Shares(ToIntFunction<String> weights) {
        this.weights = weights;
    }

    /** The share of a tenant that wants something; {@link #drop} must follow. */
    Share take(String tenant) {
        if (entries.size() >= cleanAt) {
            entries.values().removeIf(entry -> entry.users == 0 && entry.share.isEven());
            cleanAt = Math.max(MANY, 2 * entries.size());
        }
        Entry entry =
                entries.computeIfAbsent(
                        tenant, name -> new Entry(new Share(clock, weights.applyAsInt(name))));
        if (entry.users++ == 0) {
            entry.share.activate();
        }
        return entry.share;
    }

    /** How far a tenant has come, or would have if it wanted something now. */
    long pass(String tenant) {
        Entry entry = entries.get(tenant);
        if (entry == null) {
            return clock.now();
        }
        return entry.users == 0 ? Math.max(entry.share.pass(), clock.now()) : entry.share.pass();
    }

    /** A tenant got something, whether it wants more or not. */
    void charge(String tenant) {
        take(tenant).charge();
        drop(tenant);
    }

    /** One thing less that a tenant wants. */
    void drop(String tenant) {
        Entry entry = entries.get(tenant);
        if (entry == null || entry.users == 0) {
            throw new IllegalStateException("not taken");
        }
        entry.users--;
    }
}
