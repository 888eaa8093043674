package dev.sluice.processor;

import dev.sluice.processor.pending.Windows;
import dev.sluice.processor.schedule.Load;
import dev.sluice.processor.schedule.SchedulerLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first part of a stop: nothing more is taken in or sent, while calls that are out, and will be paid for, end and their
 * outcomes are forwarded. What waits stays in Kafka for whoever takes it over.
 */
final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final long LOOK_MILLIS = 10;

    private final Windows windows;
    private final SchedulerLoop scheduler;
    private final Duration limit;

    /**
     * @param limit how long calls may take to end; zero gives them up
     */
    Drain(Windows windows, SchedulerLoop scheduler, Duration limit) {
        this.windows = windows;
        this.scheduler = scheduler;
        this.limit = limit;
    }

    /**
     * Returns when no call is out and stream threads have taken all that came of calls, or when the limit has passed. Blocks the
     * calling thread alone; an interrupt ends the wait, and is kept.
     */
    void await() {
        long end = System.nanoTime() + limit.toNanos();
        windows.shut();
        scheduler.drain();
        try {
            while (!isDone() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int out = scheduler.load().inFlight();
        if (out > 0) {
            LOG.warn(
                    "{} calls are given up after {} ms (dispatch.drain-timeout): whoever takes their requests over makes them again",
                    out,
                    limit.toMillis());
        }
    }

    /** The scheduler is asked first: what it delivers is there before it says so. */
    private boolean isDone() {
        Load load = scheduler.load();
        return load.draining() && load.inFlight() == 0 && !windows.hasDeliveries();
    }
}
