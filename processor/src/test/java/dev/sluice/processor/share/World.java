package dev.sluice.processor.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** True time, in nanoseconds, and what happens in it; and the log, as the broker keeps it. */
final class World {
    private record Event(long at, long number, Runnable action) {}

    /** An entry of the log. */
    record Appended(ShareEntry entry, long at, long millis) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final List<Appended> log = new ArrayList<>();
    private final List<SimulatedInstance> readers = new ArrayList<>();
    private final Random random;
    private final double badLuck;
    private long now = TimeUnit.HOURS.toNanos(1);
    private long number;

    /**
     * @param badLuck how much goes wrong, 0 to 1
     */
    World(Random random, double badLuck) {
        this.random = random;
        this.badLuck = badLuck;
    }

    long now() {
        return now;
    }

    Random random() {
        return random;
    }

    boolean badLuck(double probability) {
        return random.nextDouble() < badLuck * probability;
    }

    /** A time up to a number of milliseconds, in nanoseconds. */
    long upTo(long millis) {
        return (long) (random.nextDouble() * TimeUnit.MILLISECONDS.toNanos(millis));
    }

    void in(long nanos, Runnable action) {
        events.add(new Event(now + nanos, number++, action));
    }

    void runUntil(long end) {
        while (!events.isEmpty() && events.peek().at() <= end) {
            Event event = events.poll();
            now = event.at();
            event.action().run();
        }
        now = end;
    }

    void reads(SimulatedInstance instance) {
        readers.add(instance);
    }

    /** The log from an index on. */
    List<Appended> log(int from) {
        return log.subList(from, log.size());
    }

    /** The first entry that is not older. */
    int since(long at) {
        int index = log.size();
        while (index > 0 && log.get(index - 1).at() >= at) {
            index--;
        }
        return index;
    }

    /** An instance hands an entry to its producer. Whatever becomes of it, entries of one producer stay in order. */
    void append(SimulatedInstance author, ShareEntry entry) {
        long way = badLuck(0.02) ? upTo(2_500) : upTo(8);
        if (badLuck(0.02)) {
            // Told as failed. It was appended before that, or never will be.
            if (random.nextBoolean()) {
                in(way, () -> add(entry));
            }
            in(way + 1, () -> author.failed(entry));
        } else {
            in(way, () -> add(entry));
        }
    }

    private void add(ShareEntry entry) {
        log.add(new Appended(entry, now, TimeUnit.NANOSECONDS.toMillis(now)));
        readers.forEach(reader -> in(upTo(badLuck(0.05) ? 500 : 5), reader::read));
    }
}
