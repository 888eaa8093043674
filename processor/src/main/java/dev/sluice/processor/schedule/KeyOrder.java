package dev.sluice.processor.schedule;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Lets one request of each key through at a time, in the order of the log. Records of one key are in one partition, so an
 * instance sees all of them. Where no order is asked for, or a record has no key, everything passes.
 */
final class KeyOrder {
    private record Key(String topic, int partition, ByteBuffer key) {}

    /** Requests of one key: the one that has passed, and those that wait for it to leave. */
    private static final class Line {
        private Work passed;
        private final TreeSet<Work> waiting =
                new TreeSet<>(Comparator.comparingLong(work -> work.key().offset()));

        Line(Work passed) {
            this.passed = passed;
        }
    }

    private final boolean isOn;
    private final Map<Key, Line> lines = new HashMap<>();

    KeyOrder(boolean isOn) {
        this.isOn = isOn;
    }

    /**
     * A request comes, or comes back to be tried again.
     *
     * @return whether it may pass; else {@link #leave} will name it when it may
     */
    boolean enter(Work work) {
        Optional<Key> key = key(work);
        if (key.isEmpty()) {
            return true;
        }
        Line line = lines.computeIfAbsent(key.get(), any -> new Line(work));
        if (line.passed == work) {
            return true;
        }
        line.waiting.add(work);
        return false;
    }

    /**
     * A request is done, or is forgotten.
     *
     * @return the one that may pass in its place
     */
    Optional<Work> leave(Work work) {
        Optional<Key> key = key(work);
        Line line = key.map(lines::get).orElse(null);
        if (line == null) {
            return Optional.empty();
        }
        if (line.passed != work) {
            line.waiting.remove(work);
            return Optional.empty();
        }
        Work next = line.waiting.pollFirst();
        if (next == null) {
            lines.remove(key.get());
            return Optional.empty();
        }
        line.passed = next;
        return Optional.of(next);
    }

    /** Looks at each request that may not pass yet. */
    void each(Consumer<Work> visitor) {
        lines.values().forEach(line -> line.waiting.forEach(visitor));
    }

    private Optional<Key> key(Work work) {
        ByteBuffer key = work.recordKey();
        return !isOn || key == null
                ? Optional.empty()
                : Optional.of(new Key(work.key().topic(), work.key().partition(), key));
    }
}
