package dev.sluice.processor.support;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Small requests published at a steady rate, whose ids are numbers from 0. */
public final class SteadyLoad implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Publisher publisher;
    private final int each;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private volatile int published;

    private SteadyLoad(Publisher publisher, int each) {
        this.publisher = publisher;
        this.each = each;
    }

    /** Publishes about so many a second, from now on. Nobody else may use the publisher meanwhile. */
    public static SteadyLoad start(Publisher publisher, int perSecond) {
        SteadyLoad load = new SteadyLoad(publisher, (int) (perSecond * PAUSE.toMillis() / 1_000));
        // What fails is told when the publisher is closed.
        var unused =
                load.thread.scheduleAtFixedRate(
                        load::publish, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return load;
    }

    /** Ends it, and returns how many there are. */
    public int end() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("The broker takes nothing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return published;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void publish() {
        int from = published;
        publisher.sendMany(from, each);
        published = from + each;
    }
}
