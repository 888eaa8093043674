package dev.sluice.processor.admission;

import dev.sluice.processor.outcome.Failure;
import dev.sluice.v1.ChatRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a valid request is: the ranges that the schema documents, which are those of OpenAI's chat completions reference.
 * The first rule that is broken names the field.
 */
public final class RequestRules {
    /** One rule: empty where the request keeps it. */
    private interface Rule extends Function<ChatRequest, Optional<Failure>> {}

    private static final int MAX_NAME = 256;

    private static final List<Rule> RULES =
            List.of(
                    length("id", ChatRequest::getId, 1, MAX_NAME),
                    length("tenant", ChatRequest::getTenant, 1, MAX_NAME),
                    length("batch_id", ChatRequest::getBatchId, 0, MAX_NAME),
                    length("custom_id", ChatRequest::getCustomId, 0, 512),
                    length("model", ChatRequest::getModel, 1, MAX_NAME),
                    MessageRules::check,
                    range("frequency_penalty", ChatRequest::getFrequencyPenalty, -2, 2),
                    range("presence_penalty", ChatRequest::getPresencePenalty, -2, 2),
                    range("temperature", ChatRequest::getTemperature, 0, 2),
                    range("top_p", ChatRequest::getTopP, 0, 1),
                    count("top_logprobs", ChatRequest::getTopLogprobs, 0, 20),
                    count("max_tokens", ChatRequest::getMaxTokens, 1, Integer.MAX_VALUE),
                    count(
                            "max_completion_tokens",
                            ChatRequest::getMaxCompletionTokens,
                            1,
                            Integer.MAX_VALUE),
                    count("n", ChatRequest::getN, 1, Integer.MAX_VALUE),
                    RequestRules::logitBias,
                    JsonRules::check);

    /** The first rule that the request breaks. */
    public Optional<Failure> check(ChatRequest request) {
        for (Rule rule : RULES) {
            Optional<Failure> failure = rule.apply(request);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private static Rule length(
            String field, Function<ChatRequest, @Nullable String> get, int min, int max) {
        return request -> {
            String value = get.apply(request);
            if (value == null || (value.length() >= min && value.length() <= max)) {
                return Optional.empty();
            }
            return invalid(field, "must have " + min + " to " + max + " characters");
        };
    }

    private static Rule range(
            String field, Function<ChatRequest, @Nullable Double> get, double min, double max) {
        return request -> {
            Double value = get.apply(request);
            // NaN is outside of every range.
            if (value == null || (value >= min && value <= max)) {
                return Optional.empty();
            }
            return invalid(
                    field, "must be %s to %s, not %s".formatted(text(min), text(max), value));
        };
    }

    private static Rule count(
            String field, Function<ChatRequest, @Nullable Integer> get, int min, int max) {
        return request -> {
            Integer value = get.apply(request);
            if (value == null || (value >= min && value <= max)) {
                return Optional.empty();
            }
            String bounds =
                    max == Integer.MAX_VALUE ? "at least " + min : "%d to %d".formatted(min, max);
            return invalid(field, "must be " + bounds + ", not " + value);
        };
    }

    private static Optional<Failure> logitBias(ChatRequest request) {
        Map<String, Double> biases = request.getLogitBias();
        if (biases != null) {
            for (Double bias : biases.values()) {
                if (!(bias >= -100 && bias <= 100)) {
                    return invalid("logit_bias", "must be -100 to 100, not " + bias);
                }
            }
        }
        return Optional.empty();
    }

    private static String text(double bound) {
        return String.valueOf((long) bound);
    }

    private static Optional<Failure> invalid(String field, String problem) {
        return Optional.of(Failure.invalid(field, field + " " + problem));
    }
}
