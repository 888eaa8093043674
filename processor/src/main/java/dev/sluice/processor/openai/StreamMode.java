package dev.sluice.processor.openai;

/** What becomes of {@code stream} and {@code stream_options} in the body that is sent. */
public enum StreamMode {
    /** Both as the request has them. */
    AS_ASKED,
    /** Neither is sent, wherever the request has them: the answer comes whole. */
    OFF,
    /** {@code stream} is true; {@code stream_options} as the request has them. */
    ON,
    /**
     * {@code stream} is true, and {@code stream_options} has {@code include_usage} set to true besides whatever else the
     * request has there. For endpoints that are known to take it: others refuse a field that they do not know.
     */
    ON_WITH_USAGE
}
