package dev.sluice.processor.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.outcome.Failure;
import dev.sluice.processor.route.Routes;
import dev.sluice.processor.support.EndpointConfigs;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.FailureReason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestRulesTest {
    private final RequestRules rules =
            new RequestRules(
                    Routes.of(
                            EndpointConfigs.all(
                                            """
                                            a: {base-url: 'http://a', models: ['x*', model]}
                                            """)
                                    .values()));

    /** Sets a field to a value that its documented range holds, or to one that it does not. */
    private static Arguments field(
            String name,
            BiFunction<ChatRequest.Builder, Object, ChatRequest.Builder> set,
            List<?> inside,
            List<?> outside) {
        return Arguments.of(name, set, inside, outside);
    }

    static Stream<Arguments> ranges() {
        return Stream.of(
                field("id", (b, v) -> b.setId((String) v), texts(1, 256), texts(0, 257)),
                field("tenant", (b, v) -> b.setTenant((String) v), texts(1, 256), texts(0, 257)),
                field("batch_id", (b, v) -> b.setBatchId((String) v), texts(0, 256), texts(257)),
                field("custom_id", (b, v) -> b.setCustomId((String) v), texts(0, 512), texts(513)),
                field("model", (b, v) -> b.setModel((String) v), texts(1, 256), texts(0, 257)),
                field(
                        "frequency_penalty",
                        (b, v) -> b.setFrequencyPenalty((Double) v),
                        List.of(-2.0, 0.0, 2.0),
                        List.of(-2.001, 2.001, Double.NaN)),
                field(
                        "presence_penalty",
                        (b, v) -> b.setPresencePenalty((Double) v),
                        List.of(-2.0, 2.0),
                        List.of(-2.001, 2.001, Double.NaN)),
                field(
                        "temperature",
                        (b, v) -> b.setTemperature((Double) v),
                        List.of(0.0, 2.0),
                        List.of(-0.001, 2.001, Double.NaN, Double.POSITIVE_INFINITY)),
                field(
                        "top_p",
                        (b, v) -> b.setTopP((Double) v),
                        List.of(0.0, 1.0),
                        List.of(-0.001, 1.001, Double.NaN)),
                field(
                        "top_logprobs",
                        (b, v) -> b.setTopLogprobs((Integer) v),
                        List.of(0, 20),
                        List.of(-1, 21)),
                field(
                        "max_tokens",
                        (b, v) -> b.setMaxTokens((Integer) v),
                        List.of(1, Integer.MAX_VALUE),
                        List.of(0, -1)),
                field(
                        "max_completion_tokens",
                        (b, v) -> b.setMaxCompletionTokens((Integer) v),
                        List.of(1, Integer.MAX_VALUE),
                        List.of(0, -1)),
                field("n", (b, v) -> b.setN((Integer) v), List.of(1, 100), List.of(0, -1)),
                field(
                        "logit_bias",
                        (b, v) -> b.setLogitBias(Map.of("50256", (Double) v)),
                        List.of(-100.0, 100.0),
                        List.of(-100.001, 100.001, Double.NaN)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ranges")
    void rangesHoldTheirBoundsAndNothingBeyond(
            String field,
            BiFunction<ChatRequest.Builder, Object, ChatRequest.Builder> set,
            List<?> inside,
            List<?> outside) {
        for (Object value : inside) {
            assertThat(check(request -> set.apply(request, value))).as("%s", value).isEmpty();
        }
        for (Object value : outside) {
            Optional<Failure> failure = check(request -> set.apply(request, value));
            assertThat(failure).as("%s", value).isPresent();
            assertThat(failure.get().reason()).isEqualTo(FailureReason.INVALID);
            assertThat(failure.get().field()).contains(field);
            assertThat(failure.get().message()).startsWith(field + " must ");
        }
    }

    @Test
    void aRequestWithOnlyWhatIsRequiredIsValid() {
        assertThat(check(request -> request)).isEmpty();
    }

    @Test
    void aModelThatNoEndpointServes() {
        Failure failure = check(request -> request.setModel("modell")).orElseThrow();

        assertThat(failure.reason()).isEqualTo(FailureReason.UNKNOWN_MODEL);
        assertThat(failure.message())
                .isEqualTo("No endpoint serves the model; did you mean model?");
    }

    @Test
    void anEndpointThatIsNotConfigured() {
        Failure failure = check(request -> request.setEndpoint("b")).orElseThrow();

        assertThat(failure.reason()).isEqualTo(FailureReason.INVALID);
        assertThat(failure.field()).contains("endpoint");
    }

    /** Routes are remembered by the endpoint's name too, and memory is bounded. */
    @Test
    void anEndpointWhoseNameIsAsLongAsARequest() {
        Failure failure = check(request -> request.setEndpoint("x".repeat(257))).orElseThrow();

        assertThat(failure.field()).contains("endpoint");
        assertThat(failure.message()).isEqualTo("endpoint must have 0 to 256 characters");
    }

    private Optional<Failure> check(Function<ChatRequest.Builder, ChatRequest.Builder> change) {
        return rules.check(change.apply(Requests.valid()).build());
    }

    private static List<String> texts(int... lengths) {
        return Arrays.stream(lengths).mapToObj("x"::repeat).toList();
    }
}
