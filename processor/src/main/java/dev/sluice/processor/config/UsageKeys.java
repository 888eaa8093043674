package dev.sluice.processor.config;

import dev.sluice.v1.WindowSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;

/** Every key of {@code usage}, with its type, range and default. */
final class UsageKeys {
    /** In place of windows: there are none. An environment variable cannot be an empty list. */
    static final String NONE = "none";

    static final Key<List<WindowSize>> WINDOWS =
            new Key<>("usage.windows", windows(), Optional.of("minute,hour,day"), true);
    static final Key<Duration> GRACE =
            Key.of(
                    "usage.grace",
                    Types.duration(Duration.ofMinutes(1), Duration.ofDays(365)),
                    "24h");
    static final Key<Duration> PUBLISH_INTERVAL =
            Key.of(
                    "usage.publish-interval",
                    Types.duration(Duration.ofMillis(100), Duration.ofHours(1)),
                    "1s");
    static final Key<Duration> KEEP_MINUTE = Key.of("usage.keep.minute", kept(), "48h");
    static final Key<Duration> KEEP_HOUR = Key.of("usage.keep.hour", kept(), "840h");
    static final Key<Duration> KEEP_DAY = Key.of("usage.keep.day", kept(), "9600h");

    static final List<Key<?>> ALL =
            List.of(WINDOWS, GRACE, PUBLISH_INTERVAL, KEEP_MINUTE, KEEP_HOUR, KEEP_DAY);

    private UsageKeys() {}

    /** The key that says how long totals of windows of this length stay. */
    static Key<Duration> keep(WindowSize window) {
        return switch (window) {
            case MINUTE -> KEEP_MINUTE;
            case HOUR -> KEEP_HOUR;
            case DAY -> KEEP_DAY;
        };
    }

    private static Converter<List<WindowSize>> windows() {
        Converter<List<WindowSize>> several = Types.list(Types.option(WindowSize.class));
        return text -> NONE.equals(text) ? List.of() : several.convert(text);
    }

    private static Converter<Duration> kept() {
        return Types.duration(Duration.ofHours(1), Duration.ofDays(3_650));
    }
}
