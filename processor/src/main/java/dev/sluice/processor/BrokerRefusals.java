package dev.sluice.processor;

import dev.sluice.processor.config.KafkaRefusal;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.SluiceConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a stream thread that failed because brokers refuse a login or a right: the setting is told, once a minute, and the
 * thread is replaced after it has lingered, so that threads do not come and go in a rush. So work goes on as soon as it is
 * mended. Other failures are handed on.
 */
final class BrokerRefusals implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerRefusals.class);
    private static final Duration TELL = Duration.ofMinutes(1);

    /** Shorter than a transaction lasts, since the one that the thread left open holds readers up until then. */
    private static final Duration LINGER = Duration.ofSeconds(3);

    private final SluiceConfig config;
    private final InstantSource clock;
    private final Runnable counted;
    private final StreamsUncaughtExceptionHandler others;
    private final Runnable linger;
    private Optional<Problem> told = Optional.empty();
    private Instant when = Instant.MIN;

    /**
     * @param counted counts threads that failed of a refusal
     * @param others handles the other failures
     */
    BrokerRefusals(
            SluiceConfig config,
            InstantSource clock,
            Runnable counted,
            StreamsUncaughtExceptionHandler others) {
        this(config, clock, counted, others, BrokerRefusals::linger);
    }

    BrokerRefusals(
            SluiceConfig config,
            InstantSource clock,
            Runnable counted,
            StreamsUncaughtExceptionHandler others,
            Runnable linger) {
        this.config = config;
        this.clock = clock;
        this.counted = counted;
        this.others = others;
        this.linger = linger;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        Optional<Problem> refusal = KafkaRefusal.of(failure, config);
        if (refusal.isEmpty()) {
            return others.handle(failure);
        }
        counted.run();
        if (isDue(refusal)) {
            LOG.error("Nothing is done until this is mended: {}", refusal.get());
        }
        linger.run();
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Several threads may fail at the same time. */
    private synchronized boolean isDue(Optional<Problem> problem) {
        Instant now = clock.instant();
        if (problem.equals(told) && now.isBefore(when.plus(TELL))) {
            return false;
        }
        told = problem;
        when = now;
        return true;
    }

    private static void linger() {
        try {
            TimeUnit.MILLISECONDS.sleep(LINGER.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
