package dev.sluice.processor.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long it takes until stores are read again from their changelogs. Any thread. */
public final class RestoreMeters {
    private final Map<Object, Long> running = new ConcurrentHashMap<>();
    private final Timer restores;
    private final Counter records;

    RestoreMeters(MeterRegistry registry) {
        restores =
                Timer.builder("sluice.restore")
                        .description("How long stores of a partition took to be read again")
                        .register(registry);
        records =
                Counter.builder("sluice.restored.records")
                        .description("Records that were read again from changelogs")
                        .register(registry);
        Gauge.builder("sluice.restoring.stores", running::size)
                .description("Stores of partitions that are being read again")
                .register(registry);
        Gauge.builder("sluice.restoring.seconds", this::longest)
                .description("How long the longest of them has taken so far; 0 where there is none")
                .register(registry);
    }

    /**
     * A store is being read again.
     *
     * @param store tells it from others
     */
    public void began(Object store) {
        running.put(store, System.nanoTime());
    }

    /** So many more records were read. */
    public void read(long more) {
        records.increment((double) more);
    }

    /** A store is complete. */
    public void ended(Object store) {
        Long since = running.remove(store);
        if (since != null) {
            restores.record(Duration.ofNanos(System.nanoTime() - since));
        }
    }

    /** A store was given up before it was complete. */
    public void suspended(Object store) {
        running.remove(store);
    }

    private double longest() {
        long now = System.nanoTime();
        return running.values().stream().mapToLong(since -> now - since).max().orElse(0) / 1e9;
    }
}
