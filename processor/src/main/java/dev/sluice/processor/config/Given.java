package dev.sluice.processor.config;

/**
 * A value as it was given.
 *
 * @param text its text
 * @param origin where it stands, for a message: {@code line 7} or {@code environment variable X}; empty where the reader
 *     knows
 * @param list whether it was a list, whose items are now separated by commas
 */
record Given(String text, String origin, boolean list) {
    Given withText(String other) {
        return new Given(other, origin, list);
    }

    /** Keeps a value, which may be a secret, out of logs and messages. */
    @Override
    public String toString() {
        return "Given[" + origin + "]";
    }
}
