package dev.sluice.processor.admin.usage;

import dev.sluice.processor.config.UsageConfig;
import dev.sluice.v1.WindowSize;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what is asked for. Strict: a parameter that is misspelt would otherwise give the totals of something else. */
final class UsageParameters {
    static final String TENANT = "tenant";
    static final String MODEL = "model";
    static final String ENDPOINT = "endpoint";
    static final String WINDOW = "window";
    static final String FROM = "from";
    static final String TO = "to";

    private static final List<String> KNOWN = List.of(TENANT, MODEL, ENDPOINT, WINDOW, FROM, TO);

    /** No windows start before; after it, instants have years that no other program reads. */
    private static final Instant FIRST = Instant.EPOCH;

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final Map<String, String> values;
    private final List<WindowSize> windows;

    private UsageParameters(Map<String, String> values, List<WindowSize> windows) {
        this.values = values;
        this.windows = windows;
    }

    /**
     * Reads the parameters of a request.
     *
     * @param given names and values
     * @param windows lengths of windows that there are
     * @param now the current time
     * @throws BadParameterException if one is not known, given twice, or has a value that makes no sense
     */
    static UsageQuestion read(MultiMap given, List<WindowSize> windows, Instant now)
            throws BadParameterException {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, String> each : given.entries()) {
            String name = each.getKey();
            if (!KNOWN.contains(name)) {
                throw new BadParameterException(
                        name, "is not known; there are " + String.join(", ", KNOWN));
            }
            if (values.put(name, each.getValue()) != null) {
                throw new BadParameterException(name, "is given twice");
            }
        }
        return new UsageParameters(values, windows).question(now);
    }

    private UsageQuestion question(Instant now) throws BadParameterException {
        WindowSize window = window();
        long length = UsageConfig.length(window).toMillis();
        Instant nextWindow =
                Instant.ofEpochMilli((Math.floorDiv(now.toEpochMilli(), length) + 1) * length);
        Instant to = time(TO).orElse(nextWindow);
        Instant from = time(FROM).orElseGet(() -> before(to, window));
        if (!from.isBefore(to)) {
            throw new BadParameterException(FROM, "is not before " + to + ", where the range ends");
        }
        return new UsageQuestion(
                Optional.ofNullable(values.get(TENANT)),
                Optional.ofNullable(values.get(MODEL)),
                Optional.ofNullable(values.get(ENDPOINT)),
                window,
                from,
                to);
    }

    private WindowSize window() throws BadParameterException {
        String text = values.getOrDefault(WINDOW, text(WindowSize.HOUR));
        for (WindowSize window : windows) {
            if (text(window).equals(text.toLowerCase(Locale.ROOT))) {
                return window;
            }
        }
        throw new BadParameterException(
                WINDOW,
                "%s is not one of usage.windows: %s"
                        .formatted(
                                values.containsKey(WINDOW) ? "it" : text,
                                windows.stream()
                                        .map(UsageParameters::text)
                                        .collect(Collectors.joining(", "))));
    }

    private static String text(WindowSize window) {
        return window.name().toLowerCase(Locale.ROOT);
    }

    private static Instant before(Instant end, WindowSize window) {
        Duration span = window == WindowSize.DAY ? Duration.ofDays(31) : Duration.ofDays(1);
        Instant start = end.minus(span);
        return start.isBefore(FIRST) ? FIRST : start;
    }

    private Optional<Instant> time(String name) throws BadParameterException {
        String text = values.get(name);
        if (text == null) {
            return Optional.empty();
        }
        Instant time = instant(text);
        if (time == null || time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new BadParameterException(
                    name,
                    "expects a time such as 2026-11-22T15:00:00Z, or a date, from 1970 to 9999");
        }
        return Optional.of(time);
    }

    private static @Nullable Instant instant(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            // Told by the caller, with what is expected instead.
            return null;
        }
    }
}
