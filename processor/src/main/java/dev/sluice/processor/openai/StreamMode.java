package dev.sluice.processor.openai;

/** What becomes of {@code stream} and {@code stream_options} in the body that is sent. */
public enum StreamMode {
    /** Both as the request has them. */
    AS_ASKED,
    /** Neither is sent, wherever the request has them: the answer comes whole. */
    OFF,
    /** {@code stream} is true; {@code stream_options} as the request has them. */
    ON
}
