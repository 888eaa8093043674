package dev.sluice.processor.usage;

import dev.sluice.processor.config.UsageConfig;
import dev.sluice.v1.WindowSize;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Forgets rows whose time is over. What was published of them stays on its topic. */
final class OldRows {
    /** Rows in one go: many of them must not hold up the requests of the same thread. */
    private static final int BATCH = 2_000;

    private final KeyValueStore<Bytes, byte[]> rows;
    private final UsageConfig config;

    OldRows(KeyValueStore<Bytes, byte[]> rows, UsageConfig config) {
        this.rows = rows;
        this.config = config;
    }

    /** Windows that are no longer configured are forgotten in time too. */
    void forget(long now) {
        for (WindowSize size : WindowSize.values()) {
            forget(size, now);
        }
    }

    private void forget(WindowSize size, long now) {
        long before = now - config.keep().of(size).toMillis() + 1;
        if (before <= 0) {
            return;
        }
        List<Bytes> over = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> old =
                rows.range(
                        RowKey.first(new TimeWindow(size, 0)),
                        RowKey.first(new TimeWindow(size, before)))) {
            while (old.hasNext() && over.size() < BATCH) {
                over.add(old.next().key);
            }
        }
        over.forEach(rows::delete);
    }
}
