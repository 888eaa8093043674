package dev.sluice.processor.openai.stream;

/**
 * How large a stream may grow.
 *
 * @param maxBytes of the whole stream as it comes, decompressed; at least 1
 * @param maxEventBytes of the data of one event; at least 1
 */
public record StreamLimits(long maxBytes, int maxEventBytes) {
    /** Refuses limits that nothing could fit into. */
    public StreamLimits {
        if (maxBytes < 1 || maxEventBytes < 1) {
            throw new IllegalArgumentException("Limits have to be at least 1 byte");
        }
    }
}
