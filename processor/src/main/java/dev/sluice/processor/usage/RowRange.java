package dev.sluice.processor.usage;

import dev.sluice.v1.UsageTotals;
import dev.sluice.v1.WindowSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Which rows.
 *
 * @param size length of their windows
 * @param from the earliest start of a window, from 1970 on
 * @param to the earliest start that is too late; not before {@code from}
 * @param wanted whose
 */
public record RowRange(WindowSize size, Instant from, Instant to, Predicate<Account> wanted) {
    /**
     * Those of a store, in the order of their start.
     *
     * @param most where there are more rows than this, so many of them
     */
    List<UsageTotals> in(ReadOnlyKeyValueStore<Bytes, byte[]> store, int most) {
        List<UsageTotals> found = new ArrayList<>();
        // What a bound's key is, is lower than the keys of its rows: the upper one's are left out.
        try (KeyValueIterator<Bytes, byte[]> rows = store.range(first(from), first(to))) {
            while (found.size() < most && rows.hasNext()) {
                KeyValue<Bytes, byte[]> row = rows.next();
                RowKey key = RowKey.of(row.key);
                if (wanted.test(key.account())) {
                    found.add(Totals.of(key, RowCodec.row(row.value)));
                }
            }
        }
        return found;
    }

    /** The first window that starts then or later begins on a whole millisecond. */
    private Bytes first(Instant start) {
        return RowKey.first(new TimeWindow(size, start.plusNanos(999_999).toEpochMilli()));
    }
}
