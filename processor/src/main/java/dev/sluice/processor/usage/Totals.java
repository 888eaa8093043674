package dev.sluice.processor.usage;

import dev.sluice.v1.Cost;
import dev.sluice.v1.UsageTotals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows of usage as they are published, and back. */
public final class Totals {
    /** Decimal places of amounts: those of the records' schema. */
    private static final int SCALE = 12;

    private Totals() {}

    /** The record of a row. */
    public static UsageTotals of(RowKey key, Row row) {
        Tally tally = row.tally();
        UsageTotals.Builder totals =
                UsageTotals.newBuilder()
                        .setTenant(key.account().tenant())
                        .setModel(key.account().model())
                        .setEndpoint(key.account().endpoint())
                        .setWindow(key.window().size())
                        .setWindowStart(Instant.ofEpochMilli(key.window().start()))
                        .setWindowEnd(Instant.ofEpochMilli(key.window().end()))
                        .setVersion(row.version())
                        .setRequests(tally.get(Count.REQUESTS))
                        .setFailedRequests(tally.get(Count.FAILED_REQUESTS))
                        .setPromptTokens(tally.get(Count.PROMPT_TOKENS))
                        .setCachedTokens(tally.get(Count.CACHED_TOKENS))
                        .setCompletionTokens(tally.get(Count.COMPLETION_TOKENS))
                        .setReasoningTokens(tally.get(Count.REASONING_TOKENS))
                        .setTotalTokens(tally.get(Count.TOTAL_TOKENS))
                        .setEstimatedRequests(tally.get(Count.ESTIMATED_REQUESTS))
                        .setUnknownUsageRequests(tally.get(Count.UNKNOWN_USAGE_REQUESTS))
                        .setUnpricedRequests(tally.get(Count.UNPRICED_REQUESTS))
                        .setAttempts(tally.get(Count.ATTEMPTS))
                        .setLostAttempts(tally.get(Count.LOST_ATTEMPTS))
                        .setFailedAttempts(tally.get(Count.FAILED_ATTEMPTS))
                        .setRefusedAttempts(tally.get(Count.REFUSED_ATTEMPTS))
                        .setUnknownUsageAttempts(tally.get(Count.UNKNOWN_USAGE_ATTEMPTS))
                        .setFailedAttemptTokens(tally.get(Count.FAILED_ATTEMPT_TOKENS));
        List<Cost> costs = new ArrayList<>();
        tally.costs()
                .forEach(
                        (currency, amount) ->
                                costs.add(new Cost(amount.setScale(SCALE), currency, null)));
        if (!costs.isEmpty()) {
            Cost first = costs.remove(0);
            totals.setCost(first.getAmount()).setCurrency(first.getCurrency());
        }
        return totals.setOtherCosts(costs).build();
    }

    /** Which row a record is of. */
    public static RowKey key(UsageTotals totals) {
        return new RowKey(
                new TimeWindow(totals.getWindow(), totals.getWindowStart().toEpochMilli()),
                new Account(totals.getTenant(), totals.getModel(), totals.getEndpoint()));
    }

    /** What a record says. */
    public static Tally tally(UsageTotals totals) {
        Map<String, BigDecimal> costs = new TreeMap<>();
        totals.getOtherCosts().forEach(cost -> costs.put(cost.getCurrency(), cost.getAmount()));
        if (totals.getCost() != null && totals.getCurrency() != null) {
            costs.put(totals.getCurrency(), totals.getCost());
        }
        Tally.Builder tally = new Tally.Builder();
        costs.forEach(tally::cost);
        return tally.add(Count.REQUESTS, totals.getRequests())
                .add(Count.FAILED_REQUESTS, totals.getFailedRequests())
                .add(Count.PROMPT_TOKENS, totals.getPromptTokens())
                .add(Count.CACHED_TOKENS, totals.getCachedTokens())
                .add(Count.COMPLETION_TOKENS, totals.getCompletionTokens())
                .add(Count.REASONING_TOKENS, totals.getReasoningTokens())
                .add(Count.TOTAL_TOKENS, totals.getTotalTokens())
                .add(Count.ESTIMATED_REQUESTS, totals.getEstimatedRequests())
                .add(Count.UNKNOWN_USAGE_REQUESTS, totals.getUnknownUsageRequests())
                .add(Count.UNPRICED_REQUESTS, totals.getUnpricedRequests())
                .add(Count.ATTEMPTS, totals.getAttempts())
                .add(Count.LOST_ATTEMPTS, totals.getLostAttempts())
                .add(Count.FAILED_ATTEMPTS, totals.getFailedAttempts())
                .add(Count.REFUSED_ATTEMPTS, totals.getRefusedAttempts())
                .add(Count.UNKNOWN_USAGE_ATTEMPTS, totals.getUnknownUsageAttempts())
                .add(Count.FAILED_ATTEMPT_TOKENS, totals.getFailedAttemptTokens())
                .build();
    }
}
