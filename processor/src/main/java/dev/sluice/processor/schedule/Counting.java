package dev.sluice.processor.schedule;

import dev.sluice.processor.route.Routes;
import dev.sluice.processor.route.Routing;
import dev.sluice.processor.tokens.Estimator;
import dev.sluice.v1.ChatRequest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the tokens of prompts before the scheduler sees them, where a limit counts tokens: a long prompt takes
 * milliseconds, for which no other request should wait. On one thread, so that what is handed in stays in order. As long as
 * there was no such limit there is no thread, and all goes on at once; later what need not be counted passes by the thread
 * all the same, so that nothing overtakes.
 */
final class Counting implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Counting.class);

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "token-counting");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final Estimator estimator;
    private final Routes routes;
    private volatile boolean isOn;
    private volatile boolean wasOn;

    /**
     * @param isOn whether a limit counts tokens
     */
    Counting(Estimator estimator, Routes routes, boolean isOn) {
        this.estimator = estimator;
        this.routes = routes;
        turn(isOn);
    }

    /** Whether a limit counts tokens from now on. Any thread. */
    void turn(boolean on) {
        if (on) {
            wasOn = true;
        }
        isOn = on;
    }

    /** Counts where that is of use, and goes on. */
    void count(Work work, Runnable next) {
        after(
                () -> {
                    if (isOn) {
                        attempt(work);
                    }
                    next.run();
                });
    }

    /** Goes on when all is counted that was handed in before. */
    void after(Runnable next) {
        if (wasOn) {
            thread.execute(next);
        } else {
            next.run();
        }
    }

    /** What is not counted yet is forgotten. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void attempt(Work work) {
        try {
            // What is handed in again by a sweep is counted already.
            if (work.counted() == 0) {
                ChatRequest request = work.subject().request();
                work.counted(estimator.count(request, model(request)));
            }
        } catch (RuntimeException e) {
            // The request is as good without a count; the limits settle what it took.
            LOG.error("A prompt's tokens were not counted: {}", e.getClass().getName());
        }
    }

    private String model(ChatRequest request) {
        return routes.find(request) instanceof Routing.Route route
                ? route.tiers().get(0).targets().get(0).model()
                : request.getModel();
    }
}
