package dev.sluice.processor.dispatch;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time of a reset, in every form that endpoints write it: a duration as Go prints it ({@code 6m0s}, {@code 1.5s}, {@code
 * 120ms}), seconds, a time since the epoch in seconds or milliseconds, a date of HTTP (RFC 9110, section 5.6.7) or one of
 * RFC 3339.
 */
final class ResetTime {
    private static final String AMOUNT = "(\\d{1,15}(?:\\.\\d{0,9})?|\\.\\d{1,9})";
    private static final Pattern NUMBER = Pattern.compile(AMOUNT);
    private static final Pattern PART = Pattern.compile(AMOUNT + "(d|h|ms|m|s|us|µs|μs|ns)");

    /** No endpoint waits for thirty years: as many seconds are a time since the epoch, that of September 2001. */
    private static final double EPOCH_SECONDS = 1e9;

    /** As many seconds would be the year 5138; as milliseconds they are 1973. */
    private static final double EPOCH_MILLIS = 1e11;

    private ResetTime() {}

    /**
     * Reads a value.
     *
     * @param value without spaces around it
     * @param now what a duration is counted from
     * @return nothing where the value is in no such form
     */
    static Optional<Instant> parse(String value, Instant now) {
        if (NUMBER.matcher(value).matches()) {
            return Optional.of(number(Double.parseDouble(value), now));
        }
        return duration(value, now).or(() -> date(value));
    }

    private static Instant number(double number, Instant now) {
        if (number >= EPOCH_MILLIS) {
            return Instant.ofEpochMilli((long) number);
        }
        double millis = number * TimeUnit.SECONDS.toMillis(1);
        return number >= EPOCH_SECONDS
                ? Instant.ofEpochMilli((long) millis)
                : now.plusMillis((long) Math.ceil(millis));
    }

    private static Optional<Instant> duration(String value, Instant now) {
        Matcher part = PART.matcher(value);
        double nanos = 0;
        int end = 0;
        while (end < value.length() && part.region(end, value.length()).lookingAt()) {
            nanos += Double.parseDouble(part.group(1)) * nanos(part.group(2));
            end = part.end();
        }
        // A number beyond what a long holds becomes the largest one, 292 years.
        return end == 0 || end < value.length()
                ? Optional.empty()
                : Optional.of(now.plusNanos((long) Math.ceil(nanos)));
    }

    /** A unit in nanoseconds. */
    private static long nanos(String unit) {
        return switch (unit) {
            case "d" -> TimeUnit.DAYS.toNanos(1);
            case "h" -> TimeUnit.HOURS.toNanos(1);
            case "m" -> TimeUnit.MINUTES.toNanos(1);
            case "s" -> TimeUnit.SECONDS.toNanos(1);
            case "ms" -> TimeUnit.MILLISECONDS.toNanos(1);
            case "ns" -> 1;
            // Micro, as three letters write it.
            default -> TimeUnit.MICROSECONDS.toNanos(1);
        };
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException notOfHttp) {
            try {
                return Optional.of(OffsetDateTime.parse(value).toInstant());
            } catch (DateTimeException neither) {
                return Optional.empty();
            }
        }
    }
}
