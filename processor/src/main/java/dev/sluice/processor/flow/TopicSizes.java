package dev.sluice.processor.flow;

import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.config.SluiceConfig;

/**
 * The largest records that pass through the topics. An outcome that cannot be written would stop its partition for ever, so the
 * topics of outcomes have to take whatever the topic of requests takes.
 *
 * @param requestBytes a request record: what the topic of requests takes, or the largest that is admitted if that is more
 * @param completionBytes a completion: the largest answer, and the request's key, ids and metadata
 * @param failureBytes a failure: the whole request, or its raw bytes
 */
public record TopicSizes(int requestBytes, int completionBytes, int failureBytes) {
    /** For headers, batch framing and the outcome's own fields, among them a provider's message of 2,000 characters. */
    public static final int OVERHEAD_BYTES = 256 * 1024;

    /**
     * Sizes for a topic of requests that is still to be created, so that any request that is admitted fits.
     *
     * @param config the configuration
     * @return the sizes
     */
    public static TopicSizes forNewRequests(SluiceConfig config) {
        return forRequestsUpTo(
                saturated((long) config.admission().maxRequestBytes() + OVERHEAD_BYTES), config);
    }

    /**
     * Sizes for a topic of requests that exists.
     *
     * @param maxMessageBytes its {@code max.message.bytes}
     * @param config the configuration
     * @return the sizes
     */
    public static TopicSizes forRequestsUpTo(int maxMessageBytes, SluiceConfig config) {
        // Compressed, an admitted request may be larger than its topic's limit.
        int request = Math.max(maxMessageBytes, config.admission().maxRequestBytes());
        long response =
                config.endpoints().values().stream()
                        .mapToInt(EndpointConfig::maxResponseBytes)
                        .max()
                        .orElse(0);
        return new TopicSizes(
                request,
                saturated(response + request + OVERHEAD_BYTES),
                saturated((long) request + OVERHEAD_BYTES));
    }

    /**
     * The largest outcome: what the producer's {@code max.request.size} has to allow.
     *
     * @return bytes
     */
    public int largestOutcomeBytes() {
        return Math.max(completionBytes, failureBytes);
    }

    int of(TopicRole role) {
        return switch (role) {
            case REQUESTS -> requestBytes;
            // A stream may come in one piece.
            case COMPLETIONS, CHUNKS -> completionBytes;
            case FAILURES -> failureBytes;
            // What is published there is small, and nothing is passed through.
            case LIMITS, USAGE, USAGE_DELTAS -> 0;
        };
    }

    /** Kafka's sizes end with an int. */
    private static int saturated(long bytes) {
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}
