package dev.sluice.processor.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long an endpoint asks us to wait: {@code retry-after-ms} in milliseconds, as OpenAI's clients read it, else {@code
 * Retry-After} in seconds or as a date (RFC 9110, section 10.2.3). What cannot be read counts as not said.
 */
final class RetryAfter {
    /** Nobody means more. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /**
     * Reads the headers.
     *
     * @param headers the answer's headers
     * @param now the time that a date is held against
     */
    static Optional<Duration> of(HeaderLookup headers, Instant now) {
        return number(headers.get("retry-after-ms"), 1)
                .or(() -> number(headers.get("retry-after"), 1_000))
                .or(() -> date(headers.get("retry-after"), now))
                .map(asked -> asked.compareTo(LONGEST) > 0 ? LONGEST : asked);
    }

    private static Optional<Duration> number(@Nullable String value, int millis) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            double asked = Double.parseDouble(value.strip()) * millis;
            // Zero is an answer: at once.
            return asked >= 0
                    ? Optional.of(
                            Duration.ofMillis(
                                    (long) Math.ceil(Math.min(asked, (double) LONGEST.toMillis()))))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> date(@Nullable String value, Instant now) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            Instant until =
                    ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
            return Optional.of(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
