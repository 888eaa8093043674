package dev.sluice.processor.route;

import dev.sluice.processor.config.Range;
import dev.sluice.processor.config.RangedField;
import dev.sluice.v1.ChatRequest;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The documented ranges of one endpoint. */
final class RangeRules {
    /**
     * A range that a request breaks.
     *
     * @param field the field
     * @param problem what the field must be, and what it is
     */
    record Breach(String field, String problem) {}

    /** In the order in which they are checked, so that the same request always gives the same message. */
    private final Map<RangedField, Range> ranges = new EnumMap<>(RangedField.class);

    RangeRules(Map<RangedField, Range> ranges) {
        this.ranges.putAll(ranges);
    }

    /** The first range that the request breaks. */
    Optional<Breach> check(ChatRequest request) {
        for (Map.Entry<RangedField, Range> rule : ranges.entrySet()) {
            for (Number value : values(rule.getKey(), request)) {
                if (!rule.getValue().holds(value.doubleValue())) {
                    String field = rule.getKey().field();
                    return Optional.of(
                            new Breach(
                                    field,
                                    "%s must be %s, not %s"
                                            .formatted(field, rule.getValue().words(), value)));
                }
            }
        }
        return Optional.empty();
    }

    private static Collection<? extends Number> values(RangedField field, ChatRequest request) {
        return switch (field) {
            case FREQUENCY_PENALTY -> optional(request.getFrequencyPenalty());
            case PRESENCE_PENALTY -> optional(request.getPresencePenalty());
            case TEMPERATURE -> optional(request.getTemperature());
            case TOP_P -> optional(request.getTopP());
            case TOP_K -> optional(request.getTopK());
            case REPETITION_PENALTY -> optional(request.getRepetitionPenalty());
            case LOGIT_BIAS -> {
                Map<String, Double> biases = request.getLogitBias();
                yield biases == null ? List.of() : biases.values();
            }
            case TOP_LOGPROBS -> optional(request.getTopLogprobs());
            case MAX_TOKENS -> optional(request.getMaxTokens());
            case MAX_COMPLETION_TOKENS -> optional(request.getMaxCompletionTokens());
            case N -> optional(request.getN());
        };
    }

    private static Collection<? extends Number> optional(@Nullable Number value) {
        return value == null ? List.of() : List.of(value);
    }
}
