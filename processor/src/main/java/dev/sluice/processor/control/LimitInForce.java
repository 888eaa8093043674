package dev.sluice.processor.control;

import dev.sluice.processor.config.LimitConfig;

/**
 * A limit, and who says so.
 *
 * @param limit the limit
 * @param source {@link #CONFIGURATION}, or the record's place in the topic
 */
public record LimitInForce(LimitConfig limit, String source) {
    /** The source of what the topic says nothing of. */
    public static final String CONFIGURATION = "configuration";
}
