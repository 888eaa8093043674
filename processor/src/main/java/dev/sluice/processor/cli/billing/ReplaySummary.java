package dev.sluice.processor.cli.billing;

import dev.sluice.v1.ChatFailure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of the failures that were chosen. */
final class ReplaySummary {
    private final Map<String, Map<String, Long>> replayed = new TreeMap<>();
    private long total;
    private long before;
    private long unreadable;

    void replayed(ChatFailure failure) {
        total++;
        String tenant = failure.getTenant();
        replayed.computeIfAbsent(failure.getReason().name(), none -> new TreeMap<>())
                .merge(tenant == null ? "" : tenant, 1L, Long::sum);
    }

    void before() {
        before++;
    }

    void unreadable() {
        unreadable++;
    }

    /** How many are requests now. */
    long total() {
        return total;
    }

    /** How many were already. */
    long earlier() {
        return before;
    }

    /** How many cannot be, because the request in them could not be read. */
    long notReplayable() {
        return unreadable;
    }

    /** How many of each reason and tenant. */
    String render() {
        TextTable table =
                new TextTable(List.of("reason", "tenant", "requests"), List.of(false, false, true));
        replayed.forEach(
                (reason, tenants) ->
                        tenants.forEach(
                                (tenant, count) ->
                                        table.add(List.of(reason, tenant, count.toString()))));
        table.add(List.of("total", "", Long.toString(total)));
        return table.render();
    }
}
