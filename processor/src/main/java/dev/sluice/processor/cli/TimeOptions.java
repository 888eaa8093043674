package dev.sluice.processor.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as options give them. */
public final class TimeOptions {
    private static final int DAY_LENGTH = "yyyy-mm-dd".length();
    private static final Pattern PIECE = Pattern.compile("(\\d{1,9})(ms|[smhd])");
    private static final Pattern WHOLE = Pattern.compile("(?:\\d{1,9}(?:ms|[smhd]))+");

    private TimeOptions() {}

    /**
     * {@code 30s}, {@code 2h}, {@code 1h30m}, {@code 1d}, or ISO 8601 as {@code PT2H}.
     *
     * @throws CliException when it is none of these
     */
    public static Duration duration(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (WHOLE.matcher(lower).matches()) {
            Duration sum = Duration.ZERO;
            Matcher pieces = PIECE.matcher(lower);
            while (pieces.find()) {
                sum = sum.plus(piece(Long.parseLong(pieces.group(1)), pieces.group(2)));
            }
            return sum;
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new CliException(
                    "'" + text + "' is no duration such as 30s, 2h, 1h30m or 1d.", e);
        }
    }

    /**
     * A duration from now on, or a time with its zone, such as {@code 2030-01-01T00:00:00Z}.
     *
     * @throws CliException when it is neither
     */
    public static Instant deadline(String text, Instant now) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException noTime) {
            try {
                return now.plus(duration(text));
            } catch (CliException neither) {
                throw new CliException(
                        "'"
                                + text
                                + "' is neither a duration such as 2h nor a time such as 2030-01-01T00:00:00Z.",
                        neither);
            }
        }
    }

    /**
     * A day of UTC as its first instant ({@code 2030-01-31}), a time with its zone ({@code 2030-01-31T09:00:00Z}), or a
     * duration before now ({@code 24h}).
     *
     * @throws CliException when it is none of these
     */
    public static Instant past(String text, Instant now) {
        try {
            return text.length() == DAY_LENGTH
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException noTime) {
            try {
                return now.minus(duration(text));
            } catch (CliException neither) {
                throw new CliException(
                        "'"
                                + text
                                + "' is no day such as 2030-01-31, no time such as 2030-01-31T09:00:00Z and no duration"
                                + " such as 24h.",
                        neither);
            }
        }
    }

    private static Duration piece(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
