package dev.sluice.processor.dispatch;

import dev.sluice.processor.dispatch.CallEnd.Health;
import dev.sluice.processor.dispatch.CallEnd.Sign;
import dev.sluice.v1.FailureReason;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** What a failed call says of the endpoint. */
final class Signs {
    /** RFC 9110, section 15.6.4: the server is overloaded, and may say for how long. */
    private static final int UNAVAILABLE = 503;

    private Signs() {}

    static Sign of(FinishedCall finished, FailureReason reason, Supplier<Duration> pause) {
        return switch (reason) {
            case RATE_LIMITED -> Sign.paused(pause.get());
            case SERVER_ERROR -> new Sign(Health.FAILS, askedFor(finished));
            case TIMEOUT,
                    CONNECTION,
                    MALFORMED_RESPONSE,
                    TRUNCATED_STREAM,
                    // Whatever else is asked of it would be refused as well.
                    AUTHENTICATION,
                    QUOTA_EXHAUSTED ->
                    Sign.FAILS;
            case INTERNAL, EXPIRED -> Sign.NONE;
            default -> Sign.WORKS;
        };
    }

    private static Optional<Duration> askedFor(FinishedCall finished) {
        return finished.reply()
                .filter(reply -> reply.status() == UNAVAILABLE)
                .flatMap(Reply::retryAfter);
    }
}
