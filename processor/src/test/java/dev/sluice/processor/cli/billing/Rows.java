package dev.sluice.processor.cli.billing;

import dev.sluice.processor.usage.RowKey;
import dev.sluice.processor.usage.Tally;
import dev.sluice.processor.usage.TimeWindow;
import dev.sluice.processor.usage.Totals;
import dev.sluice.v1.Cost;
import dev.sluice.v1.UsageTotals;
import dev.sluice.v1.WindowSize;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of usage for tests. */
final class Rows {
    static final Instant DAY = Instant.parse("2026-11-22T00:00:00Z");

    private Rows() {}

    /** A row of a day with completions of 3 and 4 tokens each. */
    static UsageTotals.Builder row(String tenant, String model, long requests) {
        return UsageTotals.newBuilder()
                .setTenant(tenant)
                .setModel(model)
                .setEndpoint("e")
                .setWindow(WindowSize.DAY)
                .setWindowStart(DAY)
                .setWindowEnd(
                        Instant.ofEpochMilli(
                                new TimeWindow(WindowSize.DAY, DAY.toEpochMilli()).end()))
                .setVersion(1)
                .setRequests(requests)
                .setPromptTokens(3 * requests)
                .setCompletionTokens(4 * requests)
                .setTotalTokens(7 * requests);
    }

    static Cost cost(String amount, String currency) {
        return new Cost(new BigDecimal(amount).setScale(12), currency, null);
    }

    static Map<RowKey, Tally> of(UsageTotals.Builder... rows) {
        Map<RowKey, Tally> map = new HashMap<>();
        for (UsageTotals totals : List.of(rows).stream().map(UsageTotals.Builder::build).toList()) {
            map.put(Totals.key(totals), Totals.tally(totals));
        }
        return map;
    }
}
