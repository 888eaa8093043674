package dev.sluice.processor.usage;

import dev.sluice.schemas.RecordEncoder;
import dev.sluice.v1.UsageTotals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the rows that changed, each at most once an interval. Which ones these are is stored, so that a change that was
 * not published before a crash is published after it.
 */
final class Publisher {
    /** Rows in one go: many of them must not hold up the requests of the same thread. */
    private static final int BATCH = 500;

    /** Until the next go, while there are more. */
    private static final Duration PAUSE = Duration.ofMillis(5);

    /** What goes into the store of keys, whose values say nothing. */
    private static final byte[] CHANGED = {};

    private final ProcessorContext<Object, byte[]> context;
    private final KeyValueStore<Bytes, byte[]> rows;
    private final KeyValueStore<Bytes, byte[]> unpublished;
    private final RecordEncoder<UsageTotals> encoder;

    /** The store's keys: most rows that change are in it already. */
    private final Set<Bytes> changed = new HashSet<>();

    /** Where the round goes on; null: there is none. */
    private @Nullable Bytes next;

    private @Nullable Cancellable round;

    Publisher(
            ProcessorContext<Object, byte[]> context,
            KeyValueStore<Bytes, byte[]> rows,
            KeyValueStore<Bytes, byte[]> unpublished,
            RecordEncoder<UsageTotals> encoder) {
        this.context = context;
        this.rows = rows;
        this.unpublished = unpublished;
        this.encoder = encoder;
        try (KeyValueIterator<Bytes, byte[]> keys = unpublished.all()) {
            while (keys.hasNext()) {
                changed.add(keys.next().key);
            }
        }
    }

    /** A row has changed. */
    void changed(Bytes key) {
        if (changed.add(key)) {
            unpublished.put(key, CHANGED);
        }
    }

    /** From now on, whenever so much time has passed. */
    void every(Duration interval) {
        context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, this::begin);
    }

    private void begin(long now) {
        if (round == null) {
            publish(now);
            if (next != null) {
                round = context.schedule(PAUSE, PunctuationType.WALL_CLOCK_TIME, this::goOn);
            }
        }
    }

    private void goOn(long now) {
        publish(now);
        if (next == null && round != null) {
            round.cancel();
            round = null;
        }
    }

    /** Rows that change again behind where it is wait for the next round, so that a round ends. */
    private void publish(long now) {
        List<Bytes> batch = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> keys =
                next == null ? unpublished.all() : unpublished.range(next, null)) {
            while (keys.hasNext() && batch.size() < BATCH) {
                batch.add(keys.next().key);
            }
            next = keys.hasNext() ? keys.peekNextKey() : null;
        }
        for (Bytes bytes : batch) {
            unpublished.delete(bytes);
            changed.remove(bytes);
            byte[] row = rows.get(bytes);
            // Nothing is there only where rows are kept for a shorter time than they were before.
            if (row != null) {
                RowKey key = RowKey.of(bytes);
                context.forward(
                        new Record<>(key, encoder.encode(Totals.of(key, RowCodec.row(row))), now),
                        UsageStage.TOTALS);
            }
        }
    }
}
