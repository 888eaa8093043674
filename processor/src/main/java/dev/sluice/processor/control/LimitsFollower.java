package dev.sluice.processor.control;

import dev.sluice.processor.config.KafkaRefusal;
import dev.sluice.processor.config.LimitConfig;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.ProblemLog;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.schemas.Schemas;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topic on a thread of its own, and tells the limits in force whenever they are others. What cannot be read now,
 * because brokers or the registry are down or refuse, is waited for; meanwhile the limits stay as they are.
 */
public final class LimitsFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LimitsFollower.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration TELL = Duration.ofMinutes(1);

    static final String CONSEQUENCE = "Limits are not read";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final SettingsSource source;
    private final String topic;
    private final Function<Throwable, Problem> problems;
    private final ProblemLog waits = new ProblemLog(LOG, InstantSource.system(), CONSEQUENCE);
    private final SettingsLoop loop;
    private final Stop stop = new Stop();
    private final Thread thread = new Thread(this::run, "sluice-limits");
    private final AtomicReference<@Nullable Consumer<byte[], byte[]>> open =
            new AtomicReference<>();

    /** Where another consumer goes on. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    /**
     * @param problems says what is to be mended where a client fails
     */
    LimitsFollower(
            SettingsSource source,
            String topic,
            Function<Throwable, Problem> problems,
            LiveLimits limits,
            Schemas schemas,
            java.util.function.Consumer<Collection<LimitConfig>> effect) {
        this.source = source;
        this.topic = topic;
        this.problems = problems;
        this.loop =
                new SettingsLoop(
                        topic,
                        limits,
                        new SettingReader(limits, schemas),
                        effect,
                        source::found,
                        stop);
        thread.setDaemon(true);
    }

    /**
     * Starts to follow the configured topic.
     *
     * @param effect is told all limits in force whenever they have changed, at first from the configured ones; on the
     *     follower's thread
     */
    public static LimitsFollower start(
            SluiceConfig config,
            Schemas schemas,
            java.util.function.Consumer<Collection<LimitConfig>> effect) {
        LimitsFollower follower =
                new LimitsFollower(
                        SettingsSource.brokers(config.kafka()),
                        config.topics().limits(),
                        failure -> KafkaRefusal.orSilence(failure, config),
                        new LiveLimits(config.limits(), config.endpoints().keySet()),
                        schemas,
                        effect);
        follower.start();
        return follower;
    }

    void start() {
        thread.start();
    }

    /**
     * Returns when all is told that the topic held at the start, or there is no topic. Tells the log what it waits for.
     *
     * @throws InterruptedException if the wait is interrupted
     */
    public void awaitEnd() throws InterruptedException {
        while (!loop.caughtUp().await(TELL.toSeconds(), TimeUnit.SECONDS)) {
            LOG.info(
                    "Nothing is sent before the limits are read from topic {}; waiting for {}",
                    topic,
                    loop.awaited());
        }
    }

    @Override
    public void close() {
        stop.set();
        Consumer<byte[], byte[]> consumer = open.get();
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stop.isSet()) {
            try (Consumer<byte[], byte[]> consumer = source.open()) {
                open.set(consumer);
                follow(new SettingsTail(consumer, topic, next));
            } catch (WakeupException e) {
                LOG.debug("Told to stop", e);
            } catch (KafkaException e) {
                waitAfter(e);
            } catch (RuntimeException e) {
                LOG.error("Following topic {} failed and goes on", topic, e);
                stop.pause(RETRY);
            }
        }
    }

    private void follow(SettingsTail tail) {
        while (!stop.isSet()) {
            try {
                loop.step(tail);
                waits.mended();
            } catch (RetriableException e) {
                waitAfter(e);
            }
        }
    }

    private void waitAfter(KafkaException e) {
        waits.tell(problems.apply(e));
        stop.pause(RETRY);
    }
}
