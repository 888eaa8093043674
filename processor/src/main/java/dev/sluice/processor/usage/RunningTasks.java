package dev.sluice.processor.usage;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The partitions whose rows are restored and added to here. Kafka Streams initialises a task's processors when the task's
 * stores are restored, and closes them before it gives the task up or restores it anew.
 *
 * <p>To ask Kafka Streams for a store is not enough: where a task's state has to be restored again while its thread runs, it
 * hands the store out as it fills.
 */
public final class RunningTasks {
    private final Map<Integer, Object> runs = new ConcurrentHashMap<>();

    /** All that are now. */
    public Set<Integer> partitions() {
        return new TreeSet<>(runs.keySet());
    }

    /** What is the same only as long as the partition's task has run without a break. */
    Optional<Object> run(int partition) {
        return Optional.ofNullable(runs.get(partition));
    }

    void opened(int partition, Object run) {
        runs.put(partition, run);
    }

    void closed(int partition, Object run) {
        // The next owner may be another thread of this instance, and have it already.
        runs.remove(partition, run);
    }
}
