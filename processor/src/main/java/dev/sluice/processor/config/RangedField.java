package dev.sluice.processor.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The fields of a request that have a range: its numbers. */
public enum RangedField {
    /** {@code frequency_penalty}. */
    FREQUENCY_PENALTY,
    /** {@code presence_penalty}. */
    PRESENCE_PENALTY,
    /** {@code temperature}. */
    TEMPERATURE,
    /** {@code top_p}. */
    TOP_P,
    /** {@code top_k}. */
    TOP_K,
    /** {@code repetition_penalty}. */
    REPETITION_PENALTY,
    /** Each value of {@code logit_bias}. */
    LOGIT_BIAS,
    /** {@code top_logprobs}. */
    TOP_LOGPROBS,
    /** {@code max_tokens}. */
    MAX_TOKENS,
    /** {@code max_completion_tokens}. */
    MAX_COMPLETION_TOKENS,
    /** {@code n}. */
    N;

    /**
     * Its name in a request.
     *
     * @return lower case, with underscores
     */
    public String field() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<RangedField> of(String field) {
        return Arrays.stream(values()).filter(known -> known.field().equals(field)).findFirst();
    }

    static List<String> fields() {
        return Arrays.stream(values()).map(RangedField::field).toList();
    }
}
