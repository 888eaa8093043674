package dev.sluice.processor.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.helpers.FormattingTuple;
import org.slf4j.helpers.MessageFormatter;

/**
 * Lets the same warning of Kafka's clients pass once a minute. They repeat it several times a second, with the whole stack, for as long as
 * brokers refuse them, and would bury the line that tells what to do.
 *
 * <p>Named in {@code logback.xml}.
 */
public final class RepeatedLines extends TurboFilter {
    private static final String KAFKA = "org.apache.kafka.";
    private static final Duration QUIET = Duration.ofMinutes(1);

    /** Threads, tasks and epochs, by which texts differ that say the same. */
    private static final Pattern NUMBERS = Pattern.compile("\\d+");

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
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable failure) {
        if (format == null
                || !level.isGreaterOrEqual(Level.WARN)
                || !logger.getName().startsWith(KAFKA)) {
            return FilterReply.NEUTRAL;
        }
        if (passed.size() >= MOST) {
            passed.clear();
        }
        Instant now = clock.instant();
        String text =
                logger.getName()
                        + NUMBERS.matcher(line(format, parameters) + failure).replaceAll("#");
        Instant before = passed.putIfAbsent(text, now);
        boolean passes =
                before == null
                        || (!now.isBefore(before.plus(QUIET)) && passed.replace(text, before, now));
        return passes ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    /** With what it tells of: another topic or another cause is another line. */
    private static String line(String format, Object @Nullable [] parameters) {
        FormattingTuple line = MessageFormatter.arrayFormat(format, parameters);
        return line.getMessage() + line.getThrowable();
    }
}
