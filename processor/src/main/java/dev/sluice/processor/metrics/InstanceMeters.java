package dev.sluice.processor.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What an instance holds at this moment. What it is asked for must be safe to read on any thread. */
public final class InstanceMeters {
    private static final long NOBODY = Long.MAX_VALUE;

    private final MeterRegistry registry;

    /** When the first of those that wait was taken in, in milliseconds since the epoch. */
    private volatile long waitingSince = NOBODY;

    InstanceMeters(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        show(
                "sluice.oldest.wait.seconds",
                "How long the request has waited in the window for a call that was taken in first",
                () -> oldestWaitSeconds(clock.millis()));
    }

    /** Shows a number from now on. */
    public void show(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** Shows from now on how the process does, until it is closed. */
    public JvmMeters process() {
        return new JvmMeters(registry);
    }

    /** Shows what Kafka tells of the streams that it is given from now on, until it is closed; to be called once. */
    public KafkaMeters kafka() {
        return new KafkaMeters(registry);
    }

    /** Shows from now on whether a stream runs. */
    public void stream(String name, BooleanSupplier isRunning) {
        Gauge.builder("sluice.stream.running", () -> isRunning.getAsBoolean() ? 1 : 0)
                .description("1 where the stream runs or its partitions are being dealt out anew")
                .tag("stream", name)
                .register(registry);
    }

    /**
     * Counts threads of a stream that failed.
     *
     * @return to be run for each
     */
    public Runnable failedThreads(String stream) {
        return Counter.builder("sluice.stream.failed.threads")
                        .description(
                                "Stream threads that an exception ended, and that were replaced")
                        .tag("stream", stream)
                        .register(registry)
                ::increment;
    }

    /**
     * The first of those that wait was taken in then.
     *
     * @param millis since the epoch
     */
    public void waitingSince(long millis) {
        waitingSince = millis;
    }

    /** Nobody waits. */
    public void nobodyWaits() {
        waitingSince = NOBODY;
    }

    private double oldestWaitSeconds(long now) {
        long since = waitingSince;
        return since == NOBODY ? 0 : Math.max(0, now - since) / 1e3;
    }
}
