package dev.sluice.processor.e2e.fault;

import static dev.sluice.processor.e2e.fault.FaultCase.once;
import static dev.sluice.processor.e2e.fault.FaultCase.thrice;
import static dev.sluice.processor.e2e.fault.FaultCase.times;
import static dev.sluice.processor.e2e.fault.Replies.error;
import static dev.sluice.processor.e2e.fault.Replies.good;
import static dev.sluice.processor.e2e.fault.Replies.json;

import dev.sluice.processor.support.RawServer.Script;
import dev.sluice.v1.FailureReason;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Endpoints that refuse or fail, and say so. */
final class StatusFaults {
    private static final Map<Integer, FailureReason> REASONS = new LinkedHashMap<>();

    static {
        for (int rejected : List.of(400, 404, 405, 409, 413, 415, 422, 451)) {
            REASONS.put(rejected, FailureReason.REJECTED);
        }
        REASONS.put(401, FailureReason.AUTHENTICATION);
        REASONS.put(402, FailureReason.QUOTA_EXHAUSTED);
        REASONS.put(403, FailureReason.AUTHENTICATION);
        REASONS.put(408, FailureReason.TIMEOUT);
        REASONS.put(429, FailureReason.RATE_LIMITED);
        for (int broken : List.of(500, 501, 502, 503, 504, 520, 529, 599)) {
            REASONS.put(broken, FailureReason.SERVER_ERROR);
        }
    }

    private static final Map<String, String> BODIES =
            Map.of(
                    "an object",
                    error("some_code", "no"),
                    "text as error",
                    "{\"error\":\"no\"}",
                    "an error in an error",
                    "{\"error\":{\"error\":{\"message\":\"no\"},\"code\":null}}",
                    "a detail",
                    "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"no\"}]}",
                    "HTML",
                    "<html><body><h1>No</h1></body></html>",
                    "nothing",
                    "",
                    "half of JSON",
                    "{\"error\":{\"mess",
                    "plain text",
                    "upstream connect error");

    private StatusFaults() {}

    static List<FaultCase> all() {
        List<FaultCase> all = new ArrayList<>();
        REASONS.forEach(
                (status, reason) ->
                        BODIES.forEach(
                                (name, body) ->
                                        all.add(
                                                once(status + " with " + name, json(status, body))
                                                        .failsFree(reason, status))));
        all.addAll(byCode());
        all.addAll(repeated());
        all.addAll(notRepeated());
        return all;
    }

    private static List<FaultCase> byCode() {
        return List.of(
                once("no quota", json(429, error("insufficient_quota", "no")))
                        .failsFree(FailureReason.QUOTA_EXHAUSTED, 429),
                once("never fits", json(429, error("tokens", "Request too large for m")))
                        .failsFree(FailureReason.TOO_LARGE_FOR_LIMIT, 429),
                once("too long", json(400, error("context_length_exceeded", "no")))
                        .failsFree(FailureReason.CONTEXT_LENGTH, 400),
                once("filtered", json(400, error("content_filter", "no")))
                        .failsFree(FailureReason.CONTENT_FILTER, 400),
                once("unknown model", json(404, error("model_not_found", "no")))
                        .failsFree(FailureReason.UNKNOWN_MODEL, 404),
                once("a number as code", json(500, "{\"error\":{\"code\":500}}"))
                        .failsFree(FailureReason.SERVER_ERROR, 500));
    }

    private static List<FaultCase> repeated() {
        List<FaultCase> all = new ArrayList<>();
        for (int status : List.of(408, 409, 429, 500, 502, 503, 504, 529)) {
            all.add(
                    thrice(
                                    status + " twice",
                                    json(status, ""),
                                    json(status, error("some_code", "no")),
                                    good())
                            .completes(status, status, 200));
        }
        String soon =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(3));
        for (String header :
                List.of(
                        "Retry-After: 1",
                        "Retry-After: 0",
                        "Retry-After: " + soon,
                        "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT",
                        "Retry-After: soon",
                        "Retry-After: -5",
                        "Retry-After-Ms: 50")) {
            all.add(thrice("429 and " + header, json(429, "", header), good()).completes(429, 200));
            all.add(thrice("503 and " + header, json(503, "", header), good()).completes(503, 200));
        }
        all.add(
                thrice("400 to be retried", json(400, "", "x-should-retry: true"), good())
                        .completes(400, 200));
        all.add(
                thrice("turned away four times", rateLimitedFourTimes())
                        .completes(429, 429, 429, 429, 200));
        return all;
    }

    /** Calls that were turned away unread are not counted against the three. */
    private static Script[] rateLimitedFourTimes() {
        Script turnedAway = json(429, "", "Retry-After-Ms: 10");
        return new Script[] {turnedAway, turnedAway, turnedAway, turnedAway, good()};
    }

    private static List<FaultCase> notRepeated() {
        String never = "x-should-retry: false";
        return List.of(
                thrice("500 again and again", json(500, ""))
                        .failsFree(FailureReason.SERVER_ERROR, times(3, 500)),
                thrice("500 not to be retried", json(500, "", never), good())
                        .failsFree(FailureReason.SERVER_ERROR, 500),
                thrice("429 not to be retried", json(429, "", never), good())
                        .failsFree(FailureReason.RATE_LIMITED, 429),
                thrice("400 is final", json(400, ""), good())
                        .failsFree(FailureReason.REJECTED, 400),
                thrice("401 is final", json(401, ""), good())
                        .failsFree(FailureReason.AUTHENTICATION, 401),
                thrice("no quota is final", json(429, error("insufficient_quota", "no")), good())
                        .failsFree(FailureReason.QUOTA_EXHAUSTED, 429),
                thrice("never fits is final", json(429, error("t", "Request too large")), good())
                        .failsFree(FailureReason.TOO_LARGE_FOR_LIMIT, 429),
                thrice("no time for a retry", json(503, "", "Retry-After: 300"), good())
                        .within(Duration.ofMinutes(1))
                        .expires(FailureReason.SERVER_ERROR, 503),
                thrice("no time to be let in", json(429, "", "Retry-After: 300"), good())
                        .within(Duration.ofMinutes(1))
                        .expires(FailureReason.RATE_LIMITED, 429));
    }
}
