package dev.sluice.processor.limit;

/** What is limited. */
public enum Dimension {
    /** Requests in any minute. */
    REQUESTS_PER_MINUTE("requests-per-minute", 10_000_000),

    /** Tokens of prompts and answers in any minute. */
    TOKENS_PER_MINUTE("tokens-per-minute", 1_000_000_000),

    /** Requests that are out at the same time. */
    CONCURRENT("concurrent", 1_000_000),

    /** Tokens of prompts and answers in a calendar day of UTC. */
    TOKENS_PER_DAY("tokens-per-day", 1_000_000_000_000_000L);

    private final String label;
    private final long max;

    Dimension(String label, long max) {
        this.label = label;
        this.max = max;
    }

    /** Its name in configuration, metrics and outcomes. */
    public String label() {
        return label;
    }

    /** The largest limit that can be set; above it, rounding to nanoseconds would cost more than it gives. */
    public long max() {
        return max;
    }
}
