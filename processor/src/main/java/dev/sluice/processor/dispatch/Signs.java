package dev.sluice.processor.dispatch;

import dev.sluice.processor.dispatch.CallEnd.Sign;
import dev.sluice.v1.FailureReason;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What calls say of the endpoint. */
final class Signs {
    /** RFC 9110, section 15.6.4: the server is overloaded, and may say for how long. */
    private static final int UNAVAILABLE = 503;

    private Signs() {}

    /** What an answer says of the endpoint. */
    static Sign answered(FinishedCall finished) {
        return told(Sign.WORKS, finished);
    }

    /**
     * What a failed call says of the endpoint.
     *
     * @param pause how long the endpoint is to be left alone where it had too much of us
     */
    static Sign failed(FinishedCall finished, FailureReason reason, Supplier<Duration> pause) {
        return told(of(finished, reason, pause), finished);
    }

    private static Sign told(Sign sign, FinishedCall finished) {
        return sign.saying(finished.reply().map(Reply::remaining).orElse(List.of()))
                .after(Duration.of(finished.durationMicros(), ChronoUnit.MICROS));
    }

    private static Sign of(FinishedCall finished, FailureReason reason, Supplier<Duration> pause) {
        return switch (reason) {
            case RATE_LIMITED -> Sign.paused(pause.get());
            case SERVER_ERROR -> Sign.STRAINED.pausedFor(askedFor(finished));
            case TIMEOUT, CONNECTION, TRUNCATED_STREAM -> Sign.STRAINED;
            case MALFORMED_RESPONSE,
                    // Whatever else is asked of it would be refused as well.
                    AUTHENTICATION,
                    QUOTA_EXHAUSTED ->
                    Sign.FAILS;
            case INTERNAL, EXPIRED -> Sign.NONE;
            default -> Sign.DECLINES;
        };
    }

    private static Optional<Duration> askedFor(FinishedCall finished) {
        return finished.reply()
                .filter(reply -> reply.status() == UNAVAILABLE)
                .flatMap(Reply::retryAfter);
    }
}
