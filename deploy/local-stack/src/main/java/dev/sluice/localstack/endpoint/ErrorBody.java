package dev.sluice.localstack.endpoint;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Errors in the shape of OpenAI's API. */
final class ErrorBody {

    private ErrorBody() {}

    static String invalid(String message) {
        return of(message, "invalid_request_error", "null");
    }

    static String unknownKey() {
        return of("Incorrect API key provided.", "invalid_request_error", "\"invalid_api_key\"");
    }

    static String unknownModel() {
        return of(
                "The model does not exist or you do not have access to it.",
                "invalid_request_error",
                "\"model_not_found\"");
    }

    static String unknownPath() {
        return of("Unknown request URL.", "invalid_request_error", "\"unknown_url\"");
    }

    static String rateLimited(Limiter.Dimension dimension) {
        String limit =
                switch (dimension) {
                    case REQUESTS_PER_MINUTE -> "requests per min (RPM)";
                    case CONCURRENT -> "concurrent requests";
                };
        return of("Rate limit reached on " + limit + ".", "requests", "\"rate_limit_exceeded\"");
    }

    private static String of(String message, String type, String code) {
        return "{\"error\":{\"message\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(message))
                + "\",\"type\":\""
                + type
                + "\",\"param\":null,\"code\":"
                + code
                + "}}";
    }
}
