package dev.sluice.processor.admission;

import dev.sluice.processor.outcome.Failure;
import dev.sluice.processor.route.Routes;
import dev.sluice.processor.route.Routing;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.FailureReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a valid request is: one that can be sent at all, and that a configured endpoint can serve. Ranges of values are
 * the endpoints' affair. The first rule that is broken names the field.
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
                    // Routes are remembered by model and endpoint.
                    length("endpoint", ChatRequest::getEndpoint, 0, MAX_NAME),
                    MessageRules::check,
                    finite("frequency_penalty", ChatRequest::getFrequencyPenalty),
                    finite("presence_penalty", ChatRequest::getPresencePenalty),
                    finite("temperature", ChatRequest::getTemperature),
                    finite("top_p", ChatRequest::getTopP),
                    finite("repetition_penalty", ChatRequest::getRepetitionPenalty),
                    positive("max_tokens", ChatRequest::getMaxTokens),
                    positive("max_completion_tokens", ChatRequest::getMaxCompletionTokens),
                    positive("n", ChatRequest::getN),
                    RequestRules::logitBias,
                    JsonRules::check);

    private final Routes routes;

    /**
     * @param routes which endpoints can serve what
     */
    public RequestRules(Routes routes) {
        this.routes = routes;
    }

    /** The first rule that the request breaks. */
    public Optional<Failure> check(ChatRequest request) {
        for (Rule rule : RULES) {
            Optional<Failure> failure = rule.apply(request);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return route(request);
    }

    private Optional<Failure> route(ChatRequest request) {
        Routing routing = routes.find(request);
        if (routing instanceof Routing.UnknownModel unknown) {
            return Optional.of(Failure.of(FailureReason.UNKNOWN_MODEL, unknown.message()));
        }
        if (routing instanceof Routing.UnknownEndpoint unknown) {
            return Optional.of(Failure.invalid("endpoint", unknown.message()));
        }
        return routing instanceof Routing.OutOfRange broken
                ? Optional.of(Failure.invalid(broken.field(), broken.message()))
                : Optional.empty();
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

    /** JSON has no other numbers. */
    private static Rule finite(String field, Function<ChatRequest, @Nullable Double> get) {
        return request -> {
            Double value = get.apply(request);
            return value == null || Double.isFinite(value)
                    ? Optional.empty()
                    : invalid(field, "must be a finite number, not " + value);
        };
    }

    private static Rule positive(String field, Function<ChatRequest, @Nullable Integer> get) {
        return request -> {
            Integer value = get.apply(request);
            return value == null || value >= 1
                    ? Optional.empty()
                    : invalid(field, "must be at least 1, not " + value);
        };
    }

    private static Optional<Failure> logitBias(ChatRequest request) {
        Map<String, Double> biases = request.getLogitBias();
        if (biases != null) {
            for (Double bias : biases.values()) {
                if (!Double.isFinite(bias)) {
                    return invalid("logit_bias", "must be finite numbers, not " + bias);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Failure> invalid(String field, String problem) {
        return Optional.of(Failure.invalid(field, field + " " + problem));
    }
}
