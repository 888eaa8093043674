package dev.sluice.processor.cli.billing;

import dev.sluice.processor.config.UsageConfig;
import dev.sluice.processor.price.PriceList;
import dev.sluice.processor.usage.Bill;
import dev.sluice.processor.usage.Bills;
import dev.sluice.processor.usage.Count;
import dev.sluice.processor.usage.RowKey;
import dev.sluice.processor.usage.Tally;
import dev.sluice.processor.usage.TimeWindow;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.WindowSize;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Adds completions up, by the rules by which the service does. */
final class Rebuild {
    /** What follows from completions alone; failures and calls in vain are on other records, too. */
    static final List<Count> COUNTS =
            List.of(
                    Count.REQUESTS,
                    Count.PROMPT_TOKENS,
                    Count.CACHED_TOKENS,
                    Count.COMPLETION_TOKENS,
                    Count.REASONING_TOKENS,
                    Count.TOTAL_TOKENS,
                    Count.ESTIMATED_REQUESTS,
                    Count.UNKNOWN_USAGE_REQUESTS,
                    Count.UNPRICED_REQUESTS);

    private final UsageConfig config;
    private final Optional<PriceList> prices;
    private final Predicate<RowKey> wanted;
    private final Map<RowKey, Sum> sums = new HashMap<>();
    private long completions;

    /**
     * A row as it has to be.
     *
     * @param tally the sum, of which {@link #COUNTS} and the costs say something
     * @param published when the last completion in it was published, in milliseconds since the epoch
     */
    record Sum(Tally tally, long published) {
        Sum plus(Sum more) {
            return new Sum(tally.plus(more.tally), Math.max(published, more.published));
        }
    }

    /**
     * @param prices what answers are taken to cost; nothing: as they say themselves
     * @param wanted which rows to add up
     */
    Rebuild(UsageConfig config, Optional<PriceList> prices, Predicate<RowKey> wanted) {
        this.config = config;
        this.prices = prices;
        this.wanted = wanted;
    }

    /**
     * Adds a completion, whose cost changes where there are other prices.
     *
     * @param published the time of its record, in milliseconds since the epoch
     */
    void add(ChatCompletion completion, long published) {
        completions++;
        Instant at =
                Optional.ofNullable(completion.getTimings().getAnsweredAt())
                        .orElse(Instant.ofEpochMilli(published));
        prices.ifPresent(
                list ->
                        completion.setCost(
                                list.cost(
                                                completion.getEndpoint(),
                                                completion.getRequestedModel(),
                                                at,
                                                completion.getUsage())
                                        .orElse(null)));
        Bill.Line line = Bills.answer(completion);
        for (WindowSize size : config.windows()) {
            TimeWindow window =
                    TimeWindow.counting(size, at.toEpochMilli(), published, config.grace());
            RowKey key = new RowKey(window, line.account());
            if (wanted.test(key)) {
                sums.merge(key, new Sum(line.tally(), published), Sum::plus);
            }
        }
    }

    /** How many completions were added. */
    long completions() {
        return completions;
    }

    /** The rows. */
    Map<RowKey, Sum> sums() {
        return Map.copyOf(sums);
    }
}
