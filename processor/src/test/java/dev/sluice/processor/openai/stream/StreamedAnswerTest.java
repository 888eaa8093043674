package dev.sluice.processor.openai.stream;

import static dev.sluice.processor.openai.stream.Streams.assertSame;
import static dev.sluice.processor.openai.stream.Streams.choice;
import static dev.sluice.processor.openai.stream.Streams.completion;
import static dev.sluice.processor.openai.stream.Streams.delta;
import static dev.sluice.processor.openai.stream.Streams.done;
import static dev.sluice.processor.openai.stream.Streams.events;
import static dev.sluice.processor.openai.stream.Streams.finish;
import static dev.sluice.processor.openai.stream.Streams.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.openai.ChatAnswer;
import dev.sluice.v1.Choice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers put into the chunks, and the plain answer that it has to amount to. */
class StreamedAnswerTest {
    @Test
    void gcoreAsItsPageHasIt() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/answers/gcore-stream.txt")) {
            String stream =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            assertSame(
                    stream,
                    """
                    {"id":"c1","object":"chat.completion","created":1,"model":"meta-llama/Llama-3.2-1B-Instruct",
                    "choices":[{"index":0,"message":{"role":"assistant","content":"Clouds drift"},"finish_reason":"stop"}]}""");
        }
    }

    @Test
    void everyFieldOfAMessage() {
        assertSame(
                done(
                        delta("\"role\":\"assistant\",\"content\":null,\"name\":\"n\""),
                        delta("\"reasoning\":\"r1\",\"reasoning_content\":\"c1\""),
                        delta("\"reasoning\":\"r2\",\"reasoning_content\":\"c2\""),
                        delta("\"refusal\":\"no\""),
                        delta("\"refusal\":\"pe\",\"content\":\"a\""),
                        delta("\"content\":\"\""),
                        delta("\"content\":\"b\",\"role\":\"assistant\""),
                        delta("\"annotations\":[{\"type\":\"url_citation\",\"n\":1.50}]"),
                        delta("\"annotations\":[]"),
                        delta("\"annotations\":[{\"n\":2},3]"),
                        delta("\"audio\":{\"id\":\"a1\",\"data\":\"QUJ\",\"transcript\":\"he\"}"),
                        delta("\"audio\":{\"data\":\"D\",\"transcript\":\"y\",\"expires_at\":7}"),
                        delta("\"function_call\":{\"name\":\"f\",\"arguments\":\"{\\\"a\"}"),
                        delta("\"function_call\":{\"arguments\":\"\\\":1}\"}"),
                        delta("\"x\":1,\"y\":null,\"z\":[1]"),
                        delta("\"x\":2,\"z\":[2],\"y\":null"),
                        finish("stop")),
                plain(
                        """
                        "message":{"role":"assistant","content":"ab","name":"n","reasoning":"r1r2","reasoning_content":"c1c2",
                        "refusal":"nope","annotations":[{"type":"url_citation","n":1.50},{"n":2},3],
                        "audio":{"id":"a1","data":"QUJD","transcript":"hey","expires_at":7},
                        "function_call":{"name":"f","arguments":"{\\"a\\":1}"},"x":2,"y":null,"z":[1,2]},
                        "finish_reason":"stop\""""));
    }

    @Test
    void everyFieldAroundTheMessage() {
        assertSame(
                done(
                        """
                        {"id":"i","object":"chat.completion.chunk","created":12,"model":"m","system_fingerprint":"fp",\
                        "service_tier":"flex","usage":null,"provider":"p1","choices":[{"index":0,\
                        "delta":{"content":"a"},"logprobs":{"content":[{"token":"a","logprob":-0.10}],"refusal":null},\
                        "finish_reason":null,"stop_reason":null,"token_ids":[1]}]}""",
                        """
                        {"id":"other","object":"chat.completion.chunk","created":13,"model":"other","system_fingerprint":"x",\
                        "service_tier":"y","usage":null,"provider":"p2","choices":[{"index":0,"delta":{},\
                        "logprobs":{"content":[{"token":"b","logprob":-1E-5}],"refusal":[]},\
                        "finish_reason":"length","stop_reason":7,"token_ids":[2,3]}]}""",
                        """
                        {"id":"i","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,\
                        "prompt_tokens_details":{"cached_tokens":1},"cost":0.10}}"""),
                """
                {"id":"i","object":"chat.completion","created":12,"model":"m","system_fingerprint":"fp","service_tier":"flex",
                "provider":"p2","choices":[{"index":0,"message":{"content":"a"},
                "logprobs":{"content":[{"token":"a","logprob":-0.10},{"token":"b","logprob":-1E-5}],"refusal":[]},
                "finish_reason":"length","stop_reason":7,"token_ids":[1,2,3]}],
                "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"prompt_tokens_details":{"cached_tokens":1},
                "cost":0.10}}""");
    }

    @Test
    void choicesThatAreMixed() {
        assertSame(
                events(
                        "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"x\"}}]}",
                        "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"index\":0},{\"index\":1,\"delta\":{\"content\":\"y\"}}]}",
                        "{\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"length\"}]}",
                        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\"}]}"),
                """
                {"choices":[{"index":0,"message":{"content":"ab"},"finish_reason":"stop"},
                {"index":1,"message":{"content":"xy"},"finish_reason":"length"}]}""");
    }

    @Test
    void choicesWithoutAnIndex() {
        assertSame(
                done(
                        "{\"choices\":[{\"delta\":{\"content\":\"a\"}},{\"delta\":{\"content\":\"x\"}}]}",
                        "{\"choices\":[{\"delta\":{\"content\":\"b\"}},{\"delta\":{\"content\":\"y\"}}]}"),
                "{\"choices\":[{\"message\":{\"content\":\"ab\"}},{\"message\":{\"content\":\"xy\"}}]}");
    }

    @Test
    void aFirstChunkWithAnEmptyHeader() {
        ChatAnswer.Completion answer =
                completion(
                        done(
                                "{\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\",\"prompt_filter_results\":[1]}",
                                "{\"created\":5,\"id\":\"i\",\"model\":\"m\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}"));
        assertThat(answer.header().id()).contains("i");
        assertThat(answer.header().model()).contains("m");
        assertThat(answer.header().created().orElseThrow().getEpochSecond()).isEqualTo(5);
        assertThat(answer.extra()).contains("{\"prompt_filter_results\":[1]}");
    }

    @Test
    void usageOnEveryChunk() {
        assertSame(
                done(
                        "{\"usage\":{\"total_tokens\":1},\"choices\":[{\"delta\":{\"content\":\"a\"}}]}",
                        "{\"usage\":{\"total_tokens\":2},\"choices\":[{\"delta\":{\"content\":\"b\"}}]}",
                        "{\"usage\":null,\"choices\":[]}",
                        "{\"usage\":{},\"choices\":[]}"),
                "{\"usage\":{\"total_tokens\":2},\"choices\":[{\"message\":{\"content\":\"ab\"}}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "eos", "COMPLETE", "content_filter"})
    void anyFinishReason(String reason) {
        assertSame(
                events(
                        delta("\"content\":\"a\""),
                        finish(reason),
                        choice("\"delta\":{},\"finish_reason\":null")),
                plain("\"message\":{\"content\":\"a\"},\"finish_reason\":\"" + reason + "\""));
    }

    @Test
    void anEmptyFinishReasonIsNone() {
        String first = choice("\"delta\":{\"content\":\"a\"},\"finish_reason\":\"\"");
        assertThat(Streams.end(events(first))).isInstanceOf(StreamEnd.Truncated.class);
        assertSame(
                events(first, finish("stop"), first.replace(":\"a\"", ":\"\"")),
                plain("\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\""));
    }

    @Test
    void aCompleteMessageInsteadOfDeltas() {
        assertSame(
                events(
                        choice(
                                "\"message\":{\"role\":\"assistant\",\"content\":\"ab\"},\"finish_reason\":\"stop\"")),
                plain(
                        "\"message\":{\"role\":\"assistant\",\"content\":\"ab\"},\"finish_reason\":\"stop\""));
    }

    @Test
    void aMessageThatRepeatsAllThatCameSoFar() {
        assertSame(
                done(
                        choice("\"message\":{\"content\":\"a\"},\"delta\":{\"content\":\"a\"}"),
                        choice("\"delta\":{\"content\":\"b\"},\"message\":{\"content\":\"ab\"}"),
                        choice("\"message\":{\"content\":\"\",\"x\":null},\"delta\":{}")),
                plain("\"message\":{\"content\":\"ab\",\"x\":null}"));
    }

    @Test
    void contentInParts() {
        assertSame(
                done(
                        delta("\"content\":\"\""),
                        delta("\"content\":[{\"type\":\"thinking\",\"thinking\":[1]}]"),
                        delta("\"content\":[]"),
                        delta("\"content\":\"a\""),
                        delta("\"content\":\"\\\"\""),
                        delta("\"content\":[{\"type\":\"x\"}]")),
                plain(
                        "\"message\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[1]},"
                                + "{\"type\":\"text\",\"text\":\"a\\\"\"},{\"type\":\"x\"}]}"));
    }

    @Test
    void halvesOfASurrogatePair() {
        Choice joined =
                completion(
                                done(
                                        delta("\"content\":\"\\ud83d\""),
                                        delta("\"content\":\"\\ude00é\"")))
                        .choices()
                        .get(0);
        assertThat(joined.getMessage().getContent()).isEqualTo("😀é");
        assertSame(
                done(delta("\"content\":\"é\\ud83d\"")),
                plain("\"message\":{\"content\":\"é\\ud83d\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"label\":\"x\",\"score\":0.50} | {\"label\":\"x\",\"score\":0.50}",
                "{\"choices\":[{\"index\":0,\"text\":\"old\"}]} | {\"choices\":[{\"index\":0,\"text\":\"old\"}]}",
                "{\"choices\":[{\"delta\":7}]} | {\"choices\":[{\"message\":7}]}",
                "{\"choices\":[{\"delta\":{\"content\":7}}]} | {\"choices\":[{\"message\":{\"content\":7}}]}",
                "{\"choices\":{\"a\":1}} | {\"choices\":{\"a\":1}}",
                "{\"id\":\"a\",\"choices\":[]} | {\"id\":\"a\",\"choices\":[]}"
            })
    void anAnswerInAnotherShape(String chunk, String raw) {
        assertSame(done(chunk), raw);
        assertThat(Streams.answer(Streams.end(done(chunk))))
                .isInstanceOf(ChatAnswer.OtherShape.class);
    }

    @Test
    void textOfTheOlderCompletionShapeInPieces() {
        assertSame(
                done(
                        "{\"choices\":[{\"index\":0,\"text\":\"a\"}]}",
                        "{\"choices\":[{\"index\":0,\"text\":\"b\"}]}"),
                "{\"choices\":[{\"index\":0,\"text\":\"ab\"}]}");
    }

    @Test
    void readsALongAnswerInLinearTime() {
        String piece = delta("\"content\":\"" + "x".repeat(10) + "\",\"reasoning\":\"y\"");
        byte[] event = events(piece).getBytes(StandardCharsets.UTF_8);
        StreamedAnswer answer =
                StreamedAnswer.of(
                        Streams.ROOMY, 1, dev.sluice.processor.openai.SecretMask.BY_LOOKS);
        for (int i = 0; i < 100_000; i++) {
            answer.add(event, 0, event.length);
        }
        byte[] end = done().getBytes(StandardCharsets.UTF_8);
        answer.add(end, 0, end.length);
        ChatAnswer.Completion whole = (ChatAnswer.Completion) Streams.answer(answer.end());
        assertThat(String.valueOf(whole.choices().get(0).getMessage().getContent()))
                .hasSize(1_000_000);
    }
}
