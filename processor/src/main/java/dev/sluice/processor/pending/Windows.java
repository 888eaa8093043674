package dev.sluice.processor.pending;

import dev.sluice.processor.config.PendingConfig;
import dev.sluice.processor.metrics.WindowStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The windows of this instance, and the bounds that close their gates. A partition's gate is closed while its window is
 * full, while its park is full, or while the instance as a whole holds too many bytes.
 *
 * <p>The bounds are reached, and passed by what Streams has already polled: at most one poll and one partition buffer.
 */
public final class Windows {
    private final PendingConfig bounds;
    private final Map<TopicPartition, Window> open = new ConcurrentHashMap<>();
    private final InstanceTotals totals = new InstanceTotals();
    private volatile boolean shut;

    /** Windows within bounds. */
    public Windows(PendingConfig bounds) {
        this.bounds = bounds;
    }

    /** Closes all gates for good: the instance is to stop. Any thread. */
    public void shut() {
        shut = true;
    }

    /** Whether the partition must give no more for now. */
    public boolean full(TopicPartition partition) {
        if (shut) {
            return true;
        }
        Window window = open.get(partition);
        return window == null ? totals.bytes() >= bounds.windowBytes() : window.isFull();
    }

    /** Accepted and unanswered requests of a partition. Asked by its own stream thread only. */
    int size(TopicPartition partition) {
        Window window = open.get(partition);
        return window == null ? 0 : window.size();
    }

    /** Whether results of the partition may come at any moment, or are to be committed. Asked by its own stream thread only. */
    public boolean busy(TopicPartition partition) {
        Window window = open.get(partition);
        return window != null && window.isBusy();
    }

    /** Whether something was delivered to the partition's window. */
    public boolean hasDeliveries(TopicPartition partition) {
        Window window = open.get(partition);
        return window != null && window.hasDeliveries();
    }

    /** Whether something was delivered that no stream thread has taken yet. Any thread. */
    public boolean hasDeliveries() {
        return open.values().stream().anyMatch(Window::hasDeliveries);
    }

    /** Bytes of all accepted and unanswered requests of this instance. */
    public long bytes() {
        return totals.bytes();
    }

    /** Accepted and unanswered requests of this instance. */
    public int records() {
        return totals.records();
    }

    /** Accepted and unanswered requests of this instance that are parked on disk. */
    public int parked() {
        return totals.parked();
    }

    /** Their bytes. */
    public long parkedBytes() {
        return totals.parkedBytes();
    }

    /** How each window stood when that was told last, by partition. Any thread. */
    public List<WindowStatus> statuses() {
        return open.values().stream()
                .map(Window::status)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingInt(WindowStatus::partition))
                .toList();
    }

    /** Most requests that one partition's window ever held. */
    public int peak() {
        return totals.peak();
    }

    PendingConfig bounds() {
        return bounds;
    }

    Window open(TopicPartition partition) {
        Window window = new Window(partition, bounds, totals);
        open.put(partition, window);
        return window;
    }

    void close(Window window) {
        window.clear();
        open.remove(window.partition(), window);
    }
}
