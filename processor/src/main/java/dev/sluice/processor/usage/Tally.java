package dev.sluice.processor.usage;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts and money, added up. Adding is exact, and its order does not matter. Immutable. */
public final class Tally {
    /** Nothing yet. */
    public static final Tally ZERO = new Tally(new long[Count.values().length], new TreeMap<>());

    private final long[] counts;
    private final SortedMap<String, BigDecimal> costs;

    private Tally(long[] counts, SortedMap<String, BigDecimal> costs) {
        this.counts = counts;
        this.costs = costs;
    }

    /**
     * The tally of counts in the order of {@link Count}, and of costs by currency.
     *
     * @param counts those missing at the end are 0
     * @throws IllegalArgumentException if there are more counts than this version knows: they would be lost
     */
    static Tally of(List<Long> counts, Map<String, BigDecimal> costs) {
        long[] all = new long[Count.values().length];
        if (counts.size() > all.length) {
            throw new IllegalArgumentException(
                    "%d counts, of which this version knows %d"
                            .formatted(counts.size(), all.length));
        }
        for (int i = 0; i < counts.size(); i++) {
            all[i] = counts.get(i);
        }
        return new Tally(all, new TreeMap<>(costs));
    }

    /**
     * What was counted.
     *
     * @return at least 0
     */
    public long get(Count count) {
        return counts[count.position()];
    }

    /** What it costs, by currency (ISO 4217), in its order; a currency in which nothing was priced is not there. Read only. */
    public SortedMap<String, BigDecimal> costs() {
        return Collections.unmodifiableSortedMap(costs);
    }

    /**
     * Both together.
     *
     * @throws ArithmeticException if a count is beyond 2⁶³
     */
    public Tally plus(Tally other) {
        long[] sums = counts.clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.addExact(sums[i], other.counts[i]);
        }
        if (other.costs.isEmpty()) {
            return new Tally(sums, costs);
        }
        SortedMap<String, BigDecimal> both = new TreeMap<>(costs);
        other.costs.forEach((currency, amount) -> both.merge(currency, amount, BigDecimal::add));
        return new Tally(sums, both);
    }

    List<Long> counts() {
        List<Long> list = new ArrayList<>(counts.length);
        for (long count : counts) {
            list.add(count);
        }
        return list;
    }

    /** Equal counts and equal amounts, however many zeros these end with. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tally tally
                && Arrays.equals(counts, tally.counts)
                && costs.keySet().equals(tally.costs.keySet())
                && costs.entrySet().stream()
                        .allMatch(
                                cost ->
                                        cost.getValue().compareTo(tally.costs.get(cost.getKey()))
                                                == 0);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(counts) + costs.keySet().hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Count count : Count.values()) {
            if (get(count) != 0) {
                text.append(count).append('=').append(get(count)).append(' ');
            }
        }
        return text.append(costs).toString();
    }

    /** Puts a tally together. */
    static final class Builder {
        private final long[] counts = new long[Count.values().length];
        private final SortedMap<String, BigDecimal> costs = new TreeMap<>();

        /** Counts one. */
        Builder one(Count count) {
            return add(count, 1);
        }

        /** Counts so many; what is not known adds nothing. */
        Builder add(Count count, @Nullable Long amount) {
            counts[count.position()] += amount == null ? 0 : amount;
            return this;
        }

        /** Counts so many. */
        Builder add(Count count, long amount) {
            counts[count.position()] += amount;
            return this;
        }

        Builder cost(String currency, BigDecimal amount) {
            costs.merge(currency, amount, BigDecimal::add);
            return this;
        }

        Tally build() {
            return new Tally(counts.clone(), new TreeMap<>(costs));
        }
    }
}
