package dev.sluice.processor.control;

import dev.sluice.processor.config.LimitConfig;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.ProblemLog;
import dev.sluice.schemas.RegistryUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies what the topic says, record by record. Up to where the topic ended at first, the limits are told once, as they are
 * then: what was changed back long ago is not gone through again.
 */
final class SettingsLoop {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsLoop.class);
    private static final Duration POLL = Duration.ofMillis(500);

    /** How soon the registry is asked again. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** How often a topic that does not exist is looked for. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final String topic;
    private final LiveLimits limits;
    private final SettingReader reader;
    private final Consumer<Collection<LimitConfig>> effect;
    private final Consumer<String> whenFound;
    private final Stop stop;
    private final ProblemLog waits =
            new ProblemLog(LOG, InstantSource.system(), LimitsFollower.CONSEQUENCE);
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile String awaited = "the brokers";
    private boolean isFound;
    private boolean isUntold;

    /**
     * @param effect is told all limits in force when they have changed
     * @param whenFound is told the topic's name once, when it is seen to exist
     */
    SettingsLoop(
            String topic,
            LiveLimits limits,
            SettingReader reader,
            Consumer<Collection<LimitConfig>> effect,
            Consumer<String> whenFound,
            Stop stop) {
        this.topic = topic;
        this.limits = limits;
        this.reader = reader;
        this.effect = effect;
        this.whenFound = whenFound;
        this.stop = stop;
    }

    /** Reaches zero when all is told that the topic held at first, or it is seen that there is none. Any thread. */
    CountDownLatch caughtUp() {
        return caughtUp;
    }

    /** What keeps it from that. Any thread. */
    String awaited() {
        return awaited;
    }

    /** Takes what has come, or waits a little for something to come. */
    void step(SettingsTail tail) {
        if (!tail.find()) {
            missing();
            return;
        }
        if (!isFound) {
            isFound = true;
            whenFound.accept(topic);
        }
        for (ConsumerRecord<byte[], byte[]> record : tail.poll(POLL)) {
            take(record);
            if (stop.isSet()) {
                return;
            }
            tail.done(record);
        }
        if (isCaughtUp()) {
            tell();
        } else if (tail.isAtEnd()) {
            catchUp();
        } else {
            awaited = tail.progress();
        }
    }

    private void missing() {
        if (!isCaughtUp()) {
            LOG.info("Topic {} does not exist; the limits are those of the configuration", topic);
            caughtUp.countDown();
        }
        stop.pause(LOOK);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        while (!stop.isSet()) {
            try {
                SettingEffect done = reader.take(record);
                waits.mended();
                apply(done);
                return;
            } catch (RegistryUnavailableException e) {
                awaited = "the schema registry";
                waits.tell(new Problem(e.setting(), String.valueOf(e.getMessage())));
                stop.pause(RETRY);
            }
        }
    }

    private void apply(SettingEffect done) {
        if (done instanceof SettingEffect.Refused refused) {
            LOG.warn("{}", refused.line());
        } else if (done instanceof SettingEffect.Changed changed) {
            isUntold = true;
            if (isCaughtUp()) {
                LOG.info("{}", changed.line());
            }
        }
    }

    private void catchUp() {
        limits.differences().forEach(line -> LOG.info("{}", line));
        tell();
        caughtUp.countDown();
    }

    private void tell() {
        if (isUntold) {
            effect.accept(limits.limits());
            isUntold = false;
        }
    }

    private boolean isCaughtUp() {
        return caughtUp.getCount() == 0;
    }
}
