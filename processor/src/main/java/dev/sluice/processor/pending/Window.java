package dev.sluice.processor.pending;

import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.schedule.Owner;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What one incarnation of a task has accepted and not yet answered. A task that is closed and opened again gets a new
 * window; what is delivered to the old one is heard by nobody.
 *
 * <p>Everything but {@link #deliver}, {@link #postpone}, {@link #chunk} and {@link #readable} belongs to the task's stream thread.
 */
final class Window implements Owner {
    private final TopicPartition partition;
    private final InstanceTotals totals;
    private final Map<Long, Held> held = new HashMap<>();
    private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();

    Window(TopicPartition partition, InstanceTotals totals) {
        this.partition = partition;
        this.totals = totals;
    }

    TopicPartition partition() {
        return partition;
    }

    void hold(long offset, Held entry) {
        held.put(offset, entry);
        totals.add(entry, held.size());
    }

    /** What is held at the offset; null where its outcome was forwarded before. */
    @Nullable Held find(long offset) {
        return held.get(offset);
    }

    /** Lets go of a request, whose outcome the caller forwards; null where that was done before. */
    @Nullable Held release(long offset) {
        Held entry = held.remove(offset);
        if (entry != null) {
            totals.remove(entry);
        }
        return entry;
    }

    /** Lets go of everything: the task is closed. */
    void clear() {
        held.values().forEach(totals::remove);
        held.clear();
    }

    int size() {
        return held.size();
    }

    Collection<Held> entries() {
        return held.values();
    }

    @Override
    public void deliver(long offset, Outcome outcome) {
        deliveries.add(new Delivery.Finished(offset, outcome));
    }

    @Override
    public void postpone(long offset, Past past, Instant notBefore) {
        deliveries.add(new Delivery.Postponed(offset, past, notBefore));
    }

    @Override
    public void chunk(long offset, byte[] value) {
        deliveries.add(new Delivery.Piece(offset, ByteBuffer.wrap(value)));
    }

    /** A request's schema is known by now. Any thread. */
    void readable(long offset) {
        deliveries.add(new Delivery.SchemaKnown(offset));
    }

    @Nullable Delivery next() {
        return deliveries.poll();
    }

    boolean hasDeliveries() {
        return !deliveries.isEmpty();
    }
}
