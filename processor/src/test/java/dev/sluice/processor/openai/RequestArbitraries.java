package dev.sluice.processor.openai;

import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.ContentPart;
import dev.sluice.v1.FunctionCall;
import dev.sluice.v1.ImageUrl;
import dev.sluice.v1.InputAudio;
import dev.sluice.v1.ToolCall;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;

/** Requests as a user may publish them, in the form that reading gives them. */
public final class RequestArbitraries {
    private static final double OFTEN_SET = 0.5;

    private RequestArbitraries() {}

    /** Requests with any of the fields set. */
    public static Arbitrary<ChatRequest> requests() {
        Builders.BuilderCombinator<ChatRequest.Builder> builder =
                Builders.withBuilder(() -> ChatRequest.newBuilder().setId("id"))
                        .use(texts().filter(text -> !text.isEmpty()))
                        .in(ChatRequest.Builder::setModel)
                        .use(messages().list().ofMinSize(1).ofMaxSize(3))
                        .in(ChatRequest.Builder::setMessages)
                        .use(doubles())
                        .withProbability(OFTEN_SET)
                        .in(ChatRequest.Builder::setFrequencyPenalty)
                        .use(doubles())
                        .withProbability(OFTEN_SET)
                        .in(ChatRequest.Builder::setPresencePenalty)
                        .use(doubles())
                        .withProbability(OFTEN_SET)
                        .in(ChatRequest.Builder::setTemperature)
                        .use(doubles())
                        .withProbability(OFTEN_SET)
                        .in(ChatRequest.Builder::setTopP)
                        .use(doubles())
                        .withProbability(OFTEN_SET)
                        .in(ChatRequest.Builder::setRepetitionPenalty)
                        .use(Arbitraries.maps(texts(), doubles()).ofMaxSize(3))
                        .withProbability(OFTEN_SET)
                        .in(ChatRequest.Builder::setLogitBias)
                        .use(Arbitraries.integers())
                        .withProbability(OFTEN_SET)
                        .in(ChatRequest.Builder::setTopLogprobs)
                        .use(Arbitraries.integers())
                        .withProbability(OFTEN_SET)
                        .in(ChatRequest.Builder::setMaxTokens)
                        .use(Arbitraries.integers())
                        .withProbability(OFTEN_SET)
                        .in(ChatRequest.Builder::setMaxCompletionTokens)
                        .use(Arbitraries.integers())
                        .withProbability(OFTEN_SET)
                        .in(ChatRequest.Builder::setN)
                        .use(Arbitraries.integers())
                        .withProbability(OFTEN_SET)
                        .in(ChatRequest.Builder::setTopK)
                        .use(Arbitraries.longs())
                        .withProbability(OFTEN_SET)
                        .in(ChatRequest.Builder::setSeed)
                        .use(stops())
                        .withProbability(OFTEN_SET)
                        .in(ChatRequest.Builder::setStop);
        return openFields(builder).build(ChatRequest.Builder::build);
    }

    private static Builders.BuilderCombinator<ChatRequest.Builder> openFields(
            Builders.BuilderCombinator<ChatRequest.Builder> builder) {
        return builder.use(booleans())
                .withProbability(OFTEN_SET)
                .in(ChatRequest.Builder::setLogprobs)
                .use(booleans())
                .withProbability(OFTEN_SET)
                .in(ChatRequest.Builder::setStream)
                .use(booleans())
                .withProbability(OFTEN_SET)
                .in(ChatRequest.Builder::setParallelToolCalls)
                .use(objects())
                .withProbability(OFTEN_SET)
                .in(ChatRequest.Builder::setStreamOptions)
                .use(objects())
                .withProbability(OFTEN_SET)
                .in(ChatRequest.Builder::setResponseFormat)
                .use(objects())
                .withProbability(OFTEN_SET)
                .in(ChatRequest.Builder::setMetadata)
                .use(objects())
                .withProbability(OFTEN_SET)
                .in(ChatRequest.Builder::setExtraBody)
                .use(arrays())
                .withProbability(OFTEN_SET)
                .in(ChatRequest.Builder::setTools)
                .use(Arbitraries.oneOf(objects(), Arbitraries.of("\"auto\"", "\"none\"")))
                .withProbability(OFTEN_SET)
                .in(ChatRequest.Builder::setToolChoice)
                .use(texts())
                .withProbability(OFTEN_SET)
                .in(ChatRequest.Builder::setReasoningEffort)
                .use(texts())
                .withProbability(OFTEN_SET)
                .in(ChatRequest.Builder::setServiceTier)
                .use(texts())
                .withProbability(OFTEN_SET)
                .in(ChatRequest.Builder::setUser);
    }

    /** Messages of every kind, sent or answered. */
    public static Arbitrary<ChatMessage> messages() {
        return Builders.withBuilder(() -> ChatMessage.newBuilder())
                .use(texts())
                .in(ChatMessage.Builder::setRole)
                .use(contents())
                .withProbability(0.9)
                .in(ChatMessage.Builder::setContent)
                .use(texts())
                .withProbability(OFTEN_SET)
                .in(ChatMessage.Builder::setName)
                .use(texts())
                .withProbability(OFTEN_SET)
                .in(ChatMessage.Builder::setRefusal)
                .use(toolCalls().list().ofMaxSize(2))
                .in(ChatMessage.Builder::setToolCalls)
                .use(texts())
                .withProbability(OFTEN_SET)
                .in(ChatMessage.Builder::setToolCallId)
                .use(functions())
                .withProbability(OFTEN_SET)
                .in(ChatMessage.Builder::setFunctionCall)
                .use(texts())
                .withProbability(OFTEN_SET)
                .in(ChatMessage.Builder::setReasoning)
                .use(texts())
                .withProbability(OFTEN_SET)
                .in(ChatMessage.Builder::setReasoningContent)
                .use(objects())
                .withProbability(OFTEN_SET)
                .in(ChatMessage.Builder::setAudio)
                .use(arrays())
                .withProbability(OFTEN_SET)
                .in(ChatMessage.Builder::setAnnotations)
                .use(objects())
                .withProbability(OFTEN_SET)
                .in(ChatMessage.Builder::setExtra)
                .build(ChatMessage.Builder::build);
    }

    private static Arbitrary<Object> contents() {
        return Arbitraries.oneOf(
                texts().map(Object.class::cast),
                parts().list().ofMaxSize(3).map(Object.class::cast));
    }

    private static Arbitrary<ContentPart> parts() {
        Arbitrary<ImageUrl> images =
                Combinators.combine(texts(), texts().injectNull(OFTEN_SET)).as(ImageUrl::new);
        Arbitrary<InputAudio> audios = Combinators.combine(texts(), texts()).as(InputAudio::new);
        return Combinators.combine(
                        texts(),
                        texts().injectNull(OFTEN_SET),
                        images.injectNull(OFTEN_SET),
                        audios.injectNull(OFTEN_SET),
                        texts().injectNull(OFTEN_SET),
                        objects().injectNull(OFTEN_SET))
                .as(ContentPart::new);
    }

    private static Arbitrary<ToolCall> toolCalls() {
        return Combinators.combine(
                        texts().injectNull(OFTEN_SET),
                        texts(),
                        functions().injectNull(OFTEN_SET),
                        objects().injectNull(OFTEN_SET))
                .as(ToolCall::new);
    }

    private static Arbitrary<FunctionCall> functions() {
        return Combinators.combine(texts(), texts()).as(FunctionCall::new);
    }

    private static Arbitrary<Object> stops() {
        return Arbitraries.oneOf(
                texts().map(Object.class::cast),
                texts().list().ofMaxSize(4).map(Object.class::cast));
    }

    private static Arbitrary<Boolean> booleans() {
        return Arbitraries.of(true, false);
    }

    /** Every finite double: shortest, whole, tiny and huge ones. */
    private static Arbitrary<Double> doubles() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite),
                Arbitraries.integers().between(-200, 200).map(tenths -> tenths / 10.0),
                Arbitraries.of(
                        0.0,
                        -0.0,
                        Double.parseDouble("1e23"),
                        2e-3,
                        Double.MIN_VALUE,
                        Double.MAX_VALUE,
                        9007199254740992.0));
    }

    /** Text with quotes, controls, accents and emoji, and without half a surrogate pair. */
    public static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(12),
                        Arbitraries.strings().ascii().ofMaxLength(12),
                        Arbitraries.of("", "é\u2028😀", "\"\\\n\t\u0000/", "null", "0.1"))
                .filter(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
    }

    /** JSON text as users write it, blanks and odd numbers included. */
    public static Arbitrary<String> objects() {
        return Combinators.combine(
                        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(5), values())
                .as((name, value) -> "{\"x_" + name + "\":" + value + "}");
    }

    /** JSON text of an array, with blanks. */
    public static Arbitrary<String> arrays() {
        return values().list().ofMaxSize(3).map(values -> "[" + String.join(" , ", values) + "]");
    }

    private static Arbitrary<String> values() {
        return Arbitraries.of(
                List.of(
                        "null",
                        "true",
                        "1.50",
                        "-0",
                        "1E+400",
                        "12345678901234567890",
                        "\"\\u00e9\\n{\"",
                        "{ \"a\" : [ ] }",
                        "[[1],\n2]"));
    }
}
