package dev.sluice.processor.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The head of an endpoint's answer, as far as it matters.
 *
 * @param status HTTP status
 * @param requestId the provider's own id of the call
 * @param shouldRetry what the endpoint advises ({@code x-should-retry}, as OpenAI's clients read it)
 * @param retryAfter how long it asks us to wait
 * @param remaining how much it says that it still takes
 */
record Reply(
        int status,
        Optional<String> requestId,
        Optional<Boolean> shouldRetry,
        Optional<Duration> retryAfter,
        List<Remaining> remaining) {
    /** Keeps its own list. */
    Reply {
        remaining = List.copyOf(remaining);
    }

    /**
     * Reads the headers.
     *
     * @param headers the answer's headers
     * @param now when the answer came
     * @param limits reads what it says of limits
     */
    static Reply of(int status, HeaderLookup headers, Instant now, RateLimitHeaders limits) {
        return new Reply(
                status,
                Optional.ofNullable(headers.get("x-request-id"))
                        .or(() -> Optional.ofNullable(headers.get("request-id"))),
                shouldRetry(headers.get("x-should-retry")),
                RetryAfter.of(headers, now),
                limits.read(headers, now));
    }

    private static Optional<Boolean> shouldRetry(@Nullable String value) {
        return "true".equals(value) || "false".equals(value)
                ? Optional.of("true".equals(value))
                : Optional.empty();
    }
}
