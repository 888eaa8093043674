package dev.sluice.processor.pending;

import dev.sluice.processor.config.PendingConfig;
import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.metrics.WindowStatus;
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
 * <p>Everything but {@link #deliver}, {@link #postpone}, {@link #chunk}, {@link #giveBack}, {@link #readable} and {@link #status} belongs to the task's stream thread.
 */
final class Window implements Owner {
    private final TopicPartition partition;
    private final PendingConfig bounds;
    private final InstanceTotals totals;
    private final Map<Long, Held> held = new HashMap<>();
    private final WindowLanes lanes = new WindowLanes();
    private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
    private final WindowReport report = new WindowReport(this);
    private long bytes;
    private int parked;
    private long parkedBytes;
    private boolean parkedMove;
    private boolean uncommitted;

    /** Read by anybody. */
    private volatile @Nullable WindowStatus status;

    Window(TopicPartition partition, PendingConfig bounds, InstanceTotals totals) {
        this.partition = partition;
        this.bounds = bounds;
        this.totals = totals;
    }

    TopicPartition partition() {
        return partition;
    }

    void hold(long offset, Held entry) {
        held.put(offset, entry);
        bytes += entry.bytes();
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
            bytes -= entry.bytes();
            totals.remove(entry);
            leave(entry);
        }
        return entry;
    }

    /** What is held counts among those like it. */
    WindowLane enter(Held entry, LaneName name, long deadline) {
        WindowLane before = entry.lane();
        if (before != null && before.name().equals(name)) {
            return before;
        }
        leave(entry);
        WindowLane lane = lanes.enter(name);
        lane.hold(entry.bytes(), deadline);
        entry.lane(lane);
        return lane;
    }

    private void leave(Held entry) {
        WindowLane lane = entry.lane();
        if (lane != null) {
            lane.release(entry.bytes());
            lanes.left(lane);
        }
    }

    /** One of the partition's requests was parked, or is found to be. */
    void park(LaneName name, ParkedPlace place, int bytes) {
        WindowLane lane = lanes.enter(name);
        lane.park(place);
        lanes.parked(lane);
        parked++;
        parkedBytes += bytes;
        totals.park(1, bytes);
    }

    /** It is parked no longer. */
    void unpark(Parked taken) {
        WindowLane lane = lanes.enter(taken.lane());
        lane.unpark();
        lanes.unparked(lane);
        parked--;
        parkedBytes -= taken.entry().length;
        totals.park(-1, -taken.entry().length);
    }

    WindowLanes lanes() {
        return lanes;
    }

    /** Requests that are parked. */
    int parked() {
        return parked;
    }

    /** Whether parked requests come back because nothing holds them any more. */
    void parkedMove(boolean move) {
        parkedMove = move;
    }

    Room room() {
        int sharing = parked == 0 ? 0 : Math.max(lanes.parkedLanes(), lanes.heldBack());
        return new Room(held.size(), totals.bytes(), sharing, bounds);
    }

    /**
     * Whether the partition must give no more for now: the window is full, or the park is; or what was parked is on the
     * move, and what comes would only be parked behind it.
     */
    boolean isFull() {
        return room().isFull()
                || (parked > 0
                        && (parkedMove
                                || parked >= bounds.parkedRecords()
                                || parkedBytes >= bounds.parkedBytes()));
    }

    /** Lets go of everything: the task is closed. */
    void clear() {
        held.values().forEach(totals::remove);
        held.clear();
        bytes = 0;
        totals.park(-parked, -parkedBytes);
        parked = 0;
        parkedBytes = 0;
    }

    int size() {
        return held.size();
    }

    /** Whether what it let go of is to be committed soon. */
    void uncommitted(boolean isSoon) {
        uncommitted = isSoon;
    }

    /** Whether there is something to be done, or may be at any moment. */
    boolean isBusy() {
        return !held.isEmpty() || uncommitted;
    }

    /** Bytes of what is held. */
    long bytes() {
        return bytes;
    }

    /** Bytes of what is parked. */
    long parkedBytes() {
        return parkedBytes;
    }

    /** From now on others see it as it is now. */
    void tell(long nowMillis) {
        status = report.take(nowMillis);
    }

    /** How it stood when it was told last; null before that. Any thread. */
    @Nullable WindowStatus status() {
        return status;
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

    @Override
    public void giveBack(long offset) {
        deliveries.add(new Delivery.GivenBack(offset));
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
