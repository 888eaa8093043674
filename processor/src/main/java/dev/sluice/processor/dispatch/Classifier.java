package dev.sluice.processor.dispatch;

import dev.sluice.processor.config.TimeoutConfig;
import dev.sluice.processor.openai.ChatAnswer;
import dev.sluice.processor.openai.CompletionReader;
import dev.sluice.processor.openai.ErrorBodyReader;
import dev.sluice.processor.openai.stream.StreamEnd;
import dev.sluice.processor.outcome.Defects;
import dev.sluice.processor.outcome.Failure;
import dev.sluice.processor.tokens.TokenCounter;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.Choice;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.ProviderError;
import dev.sluice.v1.Usage;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that decides what an endpoint's answer, or the lack of one, means.
 *
 * <p>A good status does not make an answer: one with an error in it, or with a choice that ended with {@code
 * finish_reason} "error", is a SERVER_ERROR unless its code says otherwise, even where the choice has some content, since
 * the endpoint did not finish it. JSON that is no error and no chat completion, such as one with empty {@code choices}, is
 * kept as it came.
 */
final class Classifier {
    private static final Logger LOG = LoggerFactory.getLogger(Classifier.class);

    private final Endpoint endpoint;
    private final TokenCounter tokens;

    /**
     * @param tokens estimates what an endpoint does not report
     */
    Classifier(Endpoint endpoint, TokenCounter tokens) {
        this.endpoint = endpoint;
        this.tokens = tokens;
    }

    /** What a whole answer means. */
    CallResult answer(Call call, int status, byte[] body) {
        endpoint.problems().answered(status);
        if (status < 200 || status > 299) {
            return refusal(status, ErrorBodyReader.read(status, body, endpoint.mask()));
        }
        return answer(call, status, CompletionReader.read(body, endpoint.mask()));
    }

    /** What a streamed answer means, whole or not. Only one with a good status is a stream. */
    CallResult streamed(Call call, int status, StreamEnd end) {
        endpoint.problems().answered(status);
        if (end instanceof StreamEnd.Answered answered) {
            return answer(call, status, answered.answer());
        }
        if (end instanceof StreamEnd.Malformed malformed) {
            Failure failure = Failure.of(FailureReason.MALFORMED_RESPONSE, malformed.problem());
            return paid(failure, Optional.of(soFar(call, malformed.soFar())));
        }
        if (end instanceof StreamEnd.TooLarge tooLarge) {
            return paid(tooLarge(), Optional.of(soFar(call, tooLarge.soFar())));
        }
        String message = "The stream of the endpoint %s ended too early".formatted(endpoint.name());
        return paid(
                Failure.of(FailureReason.TRUNCATED_STREAM, message),
                Optional.of(soFar(call, ((StreamEnd.Truncated) end).soFar())));
    }

    /** What was spent on an answer that is not whole. */
    private Usage soFar(Call call, StreamEnd.SoFar soFar) {
        return soFar.usage()
                .orElseGet(
                        () ->
                                tokens.estimate(
                                        SentRequest.of(call),
                                        soFar.characters(),
                                        call.target().model()));
    }

    private CallResult answer(Call call, int status, ChatAnswer answer) {
        if (answer instanceof ChatAnswer.Completion chat) {
            return new CallResult.Answered(
                    chat.header(),
                    chat.choices(),
                    chat.extra(),
                    Optional.empty(),
                    chat.usage().or(() -> Optional.of(estimate(call, chat.choices()))));
        }
        if (answer instanceof ChatAnswer.OtherShape other) {
            return new CallResult.Answered(
                    other.header(),
                    List.of(),
                    Optional.empty(),
                    Optional.of(other.raw()),
                    other.usage());
        }
        if (answer instanceof ChatAnswer.Failure failure) {
            return errorInside(status, failure.error(), failure.usage());
        }
        String problem = ((ChatAnswer.Malformed) answer).problem();
        return paid(Failure.of(FailureReason.MALFORMED_RESPONSE, problem), Optional.empty());
    }

    /** The endpoint did not say, and nothing is not 0. */
    private Usage estimate(Call call, List<Choice> choices) {
        return tokens.estimate(SentRequest.of(call), choices, call.target().model());
    }

    private Failure tooLarge() {
        String message =
                "The answer has more than %,d bytes, the endpoint's max-response-bytes"
                        .formatted(endpoint.config().maxResponseBytes());
        return Failure.of(FailureReason.RESPONSE_TOO_LARGE, message);
    }

    /**
     * What it means that there was no whole answer.
     *
     * @param sent whether the endpoint may have worked on the request: there was a connection, and it did not turn the
     *     request away unread
     */
    CallResult broken(Throwable cause, boolean sent) {
        if (cause instanceof ResponseTooLargeException) {
            return paid(tooLarge(), Optional.empty());
        }
        String what = endpoint.mask().mask(describe(cause));
        if (!sent && !(cause instanceof StreamResetException)) {
            endpoint.problems().unconnected(cause, what);
        }
        String message =
                "No whole answer from the endpoint %s: %s".formatted(endpoint.name(), what);
        return unanswered(Failure.of(FailureReason.CONNECTION, message), sent);
    }

    /** One of the times that a call has to keep has passed. {@code sent} as for {@link #broken}. */
    CallResult timedOut(Watchdog.Passed passed, boolean sent) {
        if (passed == Watchdog.Passed.DEADLINE) {
            String message =
                    "The deadline passed while the endpoint " + endpoint.name() + " worked on it";
            return unanswered(Failure.expired(message, FailureReason.TIMEOUT), sent);
        }
        TimeoutConfig timeouts = endpoint.config().timeouts();
        Duration allowed =
                switch (passed) {
                    case FIRST_BYTE -> timeouts.firstByte();
                    case IDLE -> timeouts.idle();
                    default -> timeouts.total();
                };
        String message =
                "No whole answer from the endpoint %s within %d ms, %s"
                        .formatted(endpoint.name(), allowed.toMillis(), passed.words());
        return unanswered(Failure.of(FailureReason.TIMEOUT, message), sent);
    }

    /** Before a connection stands nothing can have been paid for; after that nobody knows. */
    private static CallResult unanswered(Failure failure, boolean sent) {
        BilledTo billedTo = sent ? BilledTo.OPERATOR : BilledTo.NOBODY;
        return new CallResult.Failed(failure, billedTo, Optional.empty());
    }

    /** Sluice itself failed. What the exception says may quote content, so that only its kind is told. */
    CallResult defect(RuntimeException cause) {
        LOG.error("A defect ended a call to {}: {}", endpoint.name(), Defects.describe(cause));
        return paid(
                Failure.of(
                        FailureReason.INTERNAL,
                        "A defect in Sluice: " + cause.getClass().getName()),
                Optional.empty());
    }

    private CallResult refusal(int status, ProviderError error) {
        FailureReason reason = reason(status, error);
        String message = "The endpoint %s answered %d".formatted(endpoint.name(), status);
        return new CallResult.Failed(
                Failure.provider(reason, message, error), BilledTo.NOBODY, Optional.empty());
    }

    /** A 200 that carries an error: the code inside decides, and somebody may have been charged. */
    private CallResult errorInside(int status, ProviderError error, Optional<Usage> usage) {
        FailureReason reason = reason(numeric(error.getCode()).orElse(status), error);
        String message =
                "The endpoint %s answered %d with an error".formatted(endpoint.name(), status);
        return paid(Failure.provider(reason, message, error), usage);
    }

    /** Error code first, since it says more than the status. */
    private static FailureReason reason(int status, ProviderError error) {
        String code = lower(error.getCode()) + " " + lower(error.getType());
        if (code.contains("context_length") || code.contains("context_window")) {
            return FailureReason.CONTEXT_LENGTH;
        }
        if (code.contains("content_filter") || code.contains("content_policy")) {
            return FailureReason.CONTENT_FILTER;
        }
        if (code.contains("insufficient_quota")) {
            return FailureReason.QUOTA_EXHAUSTED;
        }
        if (code.contains("model_not_found")) {
            return FailureReason.UNKNOWN_MODEL;
        }
        return switch (status) {
            case 401, 403 -> FailureReason.AUTHENTICATION;
            case 402 -> FailureReason.QUOTA_EXHAUSTED;
            case 408 -> FailureReason.TIMEOUT;
            case 429 ->
                    neverFits(error)
                            ? FailureReason.TOO_LARGE_FOR_LIMIT
                            : FailureReason.RATE_LIMITED;
            default ->
                    status >= 500 || status < 300
                            ? FailureReason.SERVER_ERROR
                            : FailureReason.REJECTED;
        };
    }

    /** OpenAI's words for a request that needs more tokens than its limit ever grants. */
    private static boolean neverFits(ProviderError error) {
        return lower(error.getMessage()).contains("request too large");
    }

    private static Optional<Integer> numeric(@Nullable String code) {
        return code != null && code.matches("[1-5][0-9][0-9]")
                ? Optional.of(Integer.valueOf(code))
                : Optional.empty();
    }

    private static CallResult paid(Failure failure, Optional<Usage> usage) {
        return new CallResult.Failed(failure, BilledTo.OPERATOR, usage);
    }

    /** Kind and message: a network error's message names hosts and ports, never content. */
    static String describe(Throwable cause) {
        if (cause instanceof HttpClosedException) {
            return "the connection was closed";
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
