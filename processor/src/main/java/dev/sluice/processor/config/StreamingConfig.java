package dev.sluice.processor.config;

/**
 * Whether an endpoint's answers come piece by piece. The completion is the same either way.
 *
 * @param mode when to ask for a stream
 * @param usage whether to ask for token usage at the end of a stream ({@code stream_options.include_usage})
 */
public record StreamingConfig(Mode mode, boolean usage) {
    /** When to ask for a stream. */
    public enum Mode {
        /** When the request does. */
        AS_ASKED,
        /** Always. */
        ALWAYS,
        /** Never. */
        NEVER
    }
}
