package dev.sluice.processor.config;

/**
 * A value that must not be shown.
 *
 * @param value the value itself
 */
public record Secret(String value) {
    /** What is shown instead. */
    public static final String MASK = "********";

    @Override
    public String toString() {
        return MASK;
    }
}
