package dev.sluice.processor.openai.stream;

import dev.sluice.processor.openai.CompletionWriter;
import dev.sluice.processor.openai.JsonText;
import dev.sluice.processor.openai.RequestArbitraries;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.Choice;
import dev.sluice.v1.Position;
import dev.sluice.v1.Timings;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;

/** Answers as a plain call may give them. */
final class AnswerArbitraries {
    private static final double OFTEN = 0.5;
    private static final double SELDOM = 0.1;

    private AnswerArbitraries() {}

    /** The JSON of a chat completion, without blanks between its tokens. */
    static Arbitrary<String> answers() {
        return completions()
                .map(
                        completion ->
                                JsonText.compact(
                                        new String(
                                                CompletionWriter.write(completion),
                                                StandardCharsets.UTF_8)));
    }

    private static Arbitrary<ChatCompletion> completions() {
        return Builders.withBuilder(AnswerArbitraries::completion)
                .use(choices().list().ofMinSize(1).ofMaxSize(3).map(AnswerArbitraries::numbered))
                .in(ChatCompletion.Builder::setChoices)
                .use(RequestArbitraries.texts())
                .withProbability(OFTEN)
                .in(ChatCompletion.Builder::setProviderId)
                .use(Arbitraries.longs().between(0, 4_000_000_000L).map(Instant::ofEpochSecond))
                .withProbability(OFTEN)
                .in(ChatCompletion.Builder::setCreated)
                .use(RequestArbitraries.texts())
                .withProbability(OFTEN)
                .in(ChatCompletion.Builder::setSystemFingerprint)
                .use(RequestArbitraries.texts())
                .withProbability(OFTEN)
                .in(ChatCompletion.Builder::setServiceTier)
                .use(RequestArbitraries.objects())
                .withProbability(OFTEN)
                .in(ChatCompletion.Builder::setExtra)
                .use(usages())
                .withProbability(OFTEN)
                .in(ChatCompletion.Builder::setUsage)
                .build(ChatCompletion.Builder::build);
    }

    private static ChatCompletion.Builder completion() {
        return ChatCompletion.newBuilder()
                .setId("id")
                .setTenant("t")
                .setPosition(new Position("requests", 0, 0L))
                .setEndpoint("e")
                .setRequestedModel("m")
                .setModel("m")
                .setTimings(Timings.newBuilder().setAppendedAt(Instant.EPOCH).build());
    }

    private static List<Choice> numbered(List<Choice> choices) {
        for (int i = 0; i < choices.size(); i++) {
            choices.get(i).setIndex(i);
        }
        return choices;
    }

    private static Arbitrary<Choice> choices() {
        return Combinators.combine(
                        messages(),
                        finishReasons().injectNull(SELDOM),
                        logprobs().injectNull(OFTEN),
                        RequestArbitraries.objects().injectNull(OFTEN))
                .as(
                        (message, reason, logprobs, extra) ->
                                new Choice(0, message, reason, logprobs, extra));
    }

    private static Arbitrary<ChatMessage> messages() {
        return Combinators.combine(RequestArbitraries.messages(), audios().injectNull(OFTEN))
                .as(
                        (message, audio) -> {
                            message.setAudio(audio);
                            return message;
                        });
    }

    private static Arbitrary<String> finishReasons() {
        return Arbitraries.oneOf(
                Arbitraries.of("stop", "length", "tool_calls", "error"),
                RequestArbitraries.texts());
    }

    private static Arbitrary<String> audios() {
        return Combinators.combine(
                        Arbitraries.strings().alpha().ofMaxLength(8),
                        Arbitraries.strings().alpha().ofMaxLength(8))
                .as(
                        (data, transcript) ->
                                "{\"id\":\"a\",\"data\":\"%s\",\"transcript\":\"%s\",\"expires_at\":1.50}"
                                        .formatted(data, transcript));
    }

    private static Arbitrary<String> logprobs() {
        Arbitrary<String> usual =
                Combinators.combine(RequestArbitraries.arrays(), RequestArbitraries.arrays())
                        .as(
                                (content, refusal) ->
                                        "{\"content\":"
                                                + content
                                                + ",\"refusal\":"
                                                + refusal
                                                + "}");
        return Arbitraries.oneOf(
                usual, Arbitraries.of("{\"content\":null,\"refusal\":[1]}", "[1]", "{}", "1.50"));
    }

    private static Arbitrary<Usage> usages() {
        Arbitrary<Long> known = Arbitraries.longs().between(0, Long.MAX_VALUE);
        Arbitrary<Long> tokens = known.injectNull(SELDOM);
        // An empty object is no usage but an unknown field, whose place among others a stream does
        // not keep.
        return Combinators.combine(
                        tokens,
                        tokens,
                        known,
                        tokens,
                        tokens,
                        RequestArbitraries.objects().injectNull(OFTEN))
                .as(
                        (prompt, completion, total, cached, reasoning, extra) ->
                                new Usage(
                                        prompt,
                                        completion,
                                        total,
                                        cached,
                                        reasoning,
                                        UsageSource.REPORTED,
                                        extra));
    }
}
