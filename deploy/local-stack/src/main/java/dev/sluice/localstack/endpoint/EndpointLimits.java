package dev.sluice.localstack.endpoint;

import java.util.OptionalInt;

/**
 * The endpoint's own limits, which it enforces with status 429.
 *
 * @param requestsPerMinute requests let through in any 60 seconds, at least 1
 * @param concurrent requests being answered at the same time, at least 1
 */
public record EndpointLimits(OptionalInt requestsPerMinute, OptionalInt concurrent) {

    /** Refuses a limit below 1, which would let nothing through for ever. */
    public EndpointLimits {
        if (requestsPerMinute.orElse(1) < 1 || concurrent.orElse(1) < 1) {
            throw new IllegalArgumentException("A limit is at least 1");
        }
    }

    /** Lets everything through. */
    public static EndpointLimits none() {
        return new EndpointLimits(OptionalInt.empty(), OptionalInt.empty());
    }

    /** The same with a limit on requests in any 60 seconds. */
    public EndpointLimits withRequestsPerMinute(int limit) {
        return new EndpointLimits(OptionalInt.of(limit), concurrent);
    }

    /** The same with a limit on requests at the same time. */
    public EndpointLimits withConcurrent(int limit) {
        return new EndpointLimits(requestsPerMinute, OptionalInt.of(limit));
    }
}
