package dev.sluice.processor.admin.usage;

import dev.sluice.v1.UsageTotals;
import dev.sluice.v1.WindowSize;
import java.time.Duration;
import java.time.Instant;

/** Rows of the hour. */
final class TestRows {
    static final Instant HOUR = Instant.parse("2026-11-22T15:00:00Z");

    private TestRows() {}

    static UsageTotals row(String tenant, long requests) {
        return row(tenant, HOUR, requests).build();
    }

    static UsageTotals.Builder row(String tenant, Instant start, long requests) {
        return UsageTotals.newBuilder()
                .setTenant(tenant)
                .setModel("m")
                .setEndpoint("e")
                .setWindow(WindowSize.HOUR)
                .setWindowStart(start)
                .setWindowEnd(start.plus(Duration.ofHours(1)))
                .setVersion(requests)
                .setRequests(requests)
                .setPromptTokens(10 * requests)
                .setCompletionTokens(requests)
                .setTotalTokens(11 * requests);
    }
}
