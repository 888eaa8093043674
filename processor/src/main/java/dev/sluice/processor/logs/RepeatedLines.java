package dev.sluice.processor.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.sluice.processor.config.FullDisk;
import dev.sluice.processor.config.KafkaRefusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Lets the same warning of Kafka's clients pass once a minute, and none with the stack of what the service tells in one line. They
 * repeat it several times a second for as long as brokers refuse them or a disk is full, and would bury that line. All of it is
 * there where {@code logging.kafka-level} is {@code debug}.
 *
 * <p>Named in {@code logback.xml}, as a filter of the appender: one for all loggers would be asked whenever a client asks whether it
 * should trace, which it does many times for each record.
 */
public final class RepeatedLines extends Filter<ILoggingEvent> {
    private static final String KAFKA = "org.apache.kafka.";
    private static final Duration QUIET = Duration.ofMinutes(1);

    /** Clients, threads, tasks and epochs, by which texts differ that say the same. */
    private static final Pattern WHO =
            Pattern.compile("^\\[[^\\]]*]|stream-(client|thread|task) \\[[^\\]]*]|\\d+");

    /** More are a sign of one that never repeats. */
    private static final int MOST = 1_000;

    private final InstantSource clock;
    private final Map<String, Instant> passed = new ConcurrentHashMap<>();

    /** For Logback, which makes it by its name. */
    public RepeatedLines() {
        this(InstantSource.system());
    }

    RepeatedLines(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public FilterReply decide(ILoggingEvent line) {
        if (!line.getLevel().isGreaterOrEqual(Level.WARN)
                || !line.getLoggerName().startsWith(KAFKA)
                || isWatched(line.getLoggerName())) {
            return FilterReply.NEUTRAL;
        }
        Throwable cause =
                line.getThrowableProxy() instanceof ThrowableProxy proxy
                        ? proxy.getThrowable()
                        : null;
        if (cause != null && (KafkaRefusal.isOne(cause) || FullDisk.isOne(cause))) {
            return FilterReply.DENY;
        }
        if (passed.size() >= MOST) {
            passed.clear();
        }
        Instant now = clock.instant();
        // With what it tells of: another topic or another cause is another line.
        String told = line.getFormattedMessage() + cause;
        String text = line.getLoggerName() + WHO.matcher(told).replaceAll("#");
        Instant before = passed.putIfAbsent(text, now);
        boolean passes =
                before == null
                        || (!now.isBefore(before.plus(QUIET)) && passed.replace(text, before, now));
        return passes ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private boolean isWatched(String logger) {
        return getContext() instanceof LoggerContext loggers
                && loggers.getLogger(logger).getEffectiveLevel().levelInt <= Level.DEBUG_INT;
    }
}
