package dev.sluice.processor.usage;

/**
 * What is counted. The documentation is that of the fields of {@link dev.sluice.v1.UsageTotals}.
 *
 * <p>Stored rows hold the counts by their positions: new ones go to the end, and none is ever taken away.
 */
public enum Count {
    /** Completions. */
    REQUESTS(0),
    /** Requests that ended as failures. */
    FAILED_REQUESTS(1),
    /** Tokens of prompts. */
    PROMPT_TOKENS(2),
    /** Those of them that came from a cache. */
    CACHED_TOKENS(3),
    /** Tokens of answers. */
    COMPLETION_TOKENS(4),
    /** Those of them that were spent on reasoning. */
    REASONING_TOKENS(5),
    /** Tokens of prompts and answers. */
    TOTAL_TOKENS(6),
    /** Completions whose usage was estimated. */
    ESTIMATED_REQUESTS(7),
    /** Completions of which the tokens of the prompt or of the answer are not known. */
    UNKNOWN_USAGE_REQUESTS(8),
    /** Completions without a price. */
    UNPRICED_REQUESTS(9),
    /** Calls that gave no completion. */
    FAILED_ATTEMPTS(10),
    /** Those of them that nobody pays for. */
    REFUSED_ATTEMPTS(11),
    /** Those of them that may have been paid for, and of which no tokens are known. */
    UNKNOWN_USAGE_ATTEMPTS(12),
    /** Tokens of calls that gave no completion. */
    FAILED_ATTEMPT_TOKENS(13),
    /** Calls that were sent. */
    ATTEMPTS(14),
    /** Calls of which a crash or a stop of an instance left nothing. */
    LOST_ATTEMPTS(15);

    private final int position;

    Count(int position) {
        this.position = position;
    }

    /** Where it stands in a stored row, from 0. */
    int position() {
        return position;
    }
}
