package dev.sluice.processor.dispatch;

import java.time.Instant;

/**
 * How much an endpoint says that it still takes for a model.
 *
 * @param unit what is counted
 * @param count at least 0
 * @param resetsAt until when that holds
 */
public record Remaining(Unit unit, long count, Instant resetsAt) {
    /** What an endpoint counts. */
    public enum Unit {
        /** Calls. */
        REQUESTS("requests"),
        /** Tokens of prompts and answers. */
        TOKENS("tokens");

        private final String label;

        Unit(String label) {
            this.label = label;
        }

        /** Its name in a log. */
        public String label() {
            return label;
        }
    }
}
