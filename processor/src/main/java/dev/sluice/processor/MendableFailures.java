package dev.sluice.processor;

import dev.sluice.processor.config.FullDisk;
import dev.sluice.processor.config.KafkaRefusal;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.ProblemLog;
import dev.sluice.processor.config.SluiceConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a stream thread that failed because of what somebody can mend: brokers refuse a login or a right, or the disk of the
 * state directory is full. The setting is told, once a minute, and the thread is replaced after it has lingered, so that
 * threads do not come and go in a rush. So work goes on as soon as it is mended. Other failures are handed on.
 */
final class MendableFailures implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(MendableFailures.class);

    /** Shorter than a transaction lasts, since the one that the thread left open holds readers up until then. */
    private static final Duration LINGER = Duration.ofSeconds(3);

    private final SluiceConfig config;
    private final ProblemLog problems;
    private final Runnable counted;
    private final StreamsUncaughtExceptionHandler others;
    private final Runnable linger;

    /**
     * @param stream the stream's name in the log
     * @param counted counts threads that failed of this
     * @param others handles the other failures
     */
    MendableFailures(
            String stream,
            SluiceConfig config,
            InstantSource clock,
            Runnable counted,
            StreamsUncaughtExceptionHandler others) {
        this(stream, config, clock, counted, others, MendableFailures::linger);
    }

    MendableFailures(
            String stream,
            SluiceConfig config,
            InstantSource clock,
            Runnable counted,
            StreamsUncaughtExceptionHandler others,
            Runnable linger) {
        this.config = config;
        this.problems = new ProblemLog(LOG, clock, "Stream %s stands still".formatted(stream));
        this.counted = counted;
        this.others = others;
        this.linger = linger;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        // A thread that is replaced still ends with its exception, whose stack Java would print
        // beside the log.
        Thread.currentThread().setUncaughtExceptionHandler(MendableFailures::ended);
        Optional<Problem> problem =
                KafkaRefusal.of(failure, config).or(() -> FullDisk.of(failure, config));
        if (problem.isEmpty()) {
            return others.handle(failure);
        }
        counted.run();
        problems.tell(problem.get());
        linger.run();
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static void ended(Thread thread, Throwable failure) {
        LOG.debug("Thread {} has ended", thread.getName(), failure);
    }

    private static void linger() {
        try {
            TimeUnit.MILLISECONDS.sleep(LINGER.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
