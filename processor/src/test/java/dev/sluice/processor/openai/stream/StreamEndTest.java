package dev.sluice.processor.openai.stream;

import static dev.sluice.processor.openai.stream.Streams.answer;
import static dev.sluice.processor.openai.stream.Streams.choice;
import static dev.sluice.processor.openai.stream.Streams.delta;
import static dev.sluice.processor.openai.stream.Streams.done;
import static dev.sluice.processor.openai.stream.Streams.end;
import static dev.sluice.processor.openai.stream.Streams.events;
import static dev.sluice.processor.openai.stream.Streams.finish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.openai.ChatAnswer;
import dev.sluice.processor.openai.SecretMask;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a stream can end. */
class StreamEndTest {
    private static final String TEXT = delta("\"content\":\"abc\"");
    private static final String USAGE = "{\"choices\":[],\"usage\":{\"total_tokens\":9}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                ": ping\n\n",
                "data: {\"choices\":[{\"delta\":{\"content\":\"ab",
                "data: {\"choices\":[{\"delta\":{\"content\":\"ab\"},\"finish_reason\":\"stop\"}",
                "data: {\"choices\":[{\"delta\":{\"content\":\"ab\"}}]}\n\n",
                "data: {\"choices\":[]}\n\n",
                "data: {\"label\":\"x\"}\n\n",
                "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"},{\"index\":1,\"delta\":{}}]}\n\n"
            })
    void isTruncatedWhereSomethingIsMissing(String stream) {
        assertThat(end(stream)).isInstanceOf(StreamEnd.Truncated.class);
    }

    @Test
    void tellsWhatIsKnownOfATruncatedAnswer() {
        String calls =
                delta(
                        "\"tool_calls\":[{\"index\":0,\"id\":\"i\",\"function\":{\"name\":\"f\",\"arguments\":\"12\"}}]");
        StreamEnd end =
                end(events(TEXT, USAGE, delta("\"reasoning\":\"r\",\"refusal\":\"no\""), calls));
        assertThat(end)
                .isInstanceOfSatisfying(
                        StreamEnd.Truncated.class,
                        truncated -> {
                            assertThat(truncated.soFar().usage().orElseThrow().getTotalTokens())
                                    .isEqualTo(9);
                            assertThat(truncated.soFar().characters())
                                    .isEqualTo(3 + 1 + 2 + "\"f\"".length() + 2);
                        });
        assertThat(end(""))
                .isEqualTo(new StreamEnd.Truncated(new StreamEnd.SoFar(Optional.empty(), 0)));
    }

    @Test
    void waitsForAsManyChoicesAsWereAskedFor() {
        byte[] stream = events(TEXT, finish("stop")).getBytes(StandardCharsets.UTF_8);
        StreamedAnswer two = StreamedAnswer.of(Streams.ROOMY, 2, SecretMask.BY_LOOKS);
        two.add(stream, 0, stream.length);
        assertThat(two.end()).isInstanceOf(StreamEnd.Truncated.class);
        StreamedAnswer one = StreamedAnswer.of(Streams.ROOMY, 1, SecretMask.BY_LOOKS);
        one.add(stream, 0, stream.length);
        assertThat(one.end()).isInstanceOf(StreamEnd.Answered.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "data: {\"error\":{\"message\":\"m\",\"type\":\"t\",\"code\":503}} | 503 | m",
                "data: {\"error\":\"m\"} | | m",
                "data: {\"object\":\"error\",\"message\":\"m\",\"code\":400} | 400 | m",
                "data: {\"choices\":[{\"index\":0,\"error\":{\"code\":502,\"message\":\"m\"},\"delta\":{}}]} | 502 | m",
                "data: {\"choices\":[{\"index\":0,\"finish_reason\":\"error\",\"delta\":{}}]} | | The endpoint ended the answer with finish_reason error.",
                "event: error~data: {\"message\":\"m\",\"code\":\"c\"} | c | m",
                "event:error~data: {\"error\":{\"message\":\"m\"}} | | m",
                "data: oh~event: error | | oh",
                "event: error~data: too~data: much | | too~much",
                "event: error~: x | |"
            })
    void isAFailureWhereAnEventTellsOfAnError(String event, String code, String message) {
        String line = event.replace("~", "\n");
        String text = message == null ? null : message.replace("~", "\n");
        for (String after : List.of("\n\n", "\n\ndata: [DONE]\n\n", "", "\n\n" + events(TEXT))) {
            ChatAnswer answer = answer(end(events(TEXT, USAGE) + line + after));
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            ChatAnswer.Failure.class,
                            failure -> {
                                assertThat(failure.error().getStatus()).isEqualTo(200);
                                assertThat(failure.error().getCode()).isEqualTo(code);
                                assertThat(failure.error().getMessage()).isEqualTo(text);
                                assertThat(failure.usage().orElseThrow().getTotalTokens())
                                        .isEqualTo(9);
                            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "false", "{}", "[]"})
    void anEmptyErrorIsNone(String error) {
        String chunk =
                choice(
                        "\"error\":"
                                + error
                                + ",\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"");
        Streams.assertSame(
                events(chunk.replaceFirst("\\{", "{\"error\":" + error + ",")),
                "{\"error\":"
                        + error
                        + ",\"choices\":[{\"index\":0,\"error\":"
                        + error
                        + ",\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}");
    }

    @Test
    void masksCredentialsInAnError() {
        byte[] stream =
                done("{\"error\":\"key hush-hush and sk-abcdefgh\"}")
                        .getBytes(StandardCharsets.UTF_8);
        StreamedAnswer answer =
                StreamedAnswer.of(Streams.ROOMY, 1, new SecretMask(List.of("hush-hush")));
        answer.add(stream, 0, stream.length);
        assertThat(((ChatAnswer.Failure) answer(answer.end())).error().getMessage())
                .doesNotContain("hush", "abcdefgh")
                .contains(SecretMask.MASK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "secret | is not JSON near byte 6",
                "{\"a\":secret} | is not JSON near byte 12",
                "{\"a\": | is not JSON near byte 5",
                "{\"a\":NaN} | is not JSON near byte 8",
                "7 | is no JSON object",
                "\"secret\" | is no JSON object",
                "[{}] | is no JSON object",
                "[DONE | is no JSON object",
                "{} {} | is not in the shape of a chunk",
                "{\"choices\":[7]} | is not in the shape of a chunk"
            })
    void isMalformedWhereAnEventIsNoChunk(String data, String problem) {
        StreamEnd end = end(done(TEXT, USAGE, data));
        assertThat(end)
                .isInstanceOfSatisfying(
                        StreamEnd.Malformed.class,
                        malformed -> {
                            assertThat(malformed.problem())
                                    .isEqualTo("Event 3 of the answer " + problem + ".")
                                    .doesNotContain("secret");
                            assertThat(malformed.soFar().usage()).isPresent();
                            assertThat(malformed.soFar().characters()).isEqualTo(3);
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"choices\":[{\"delta\":{\"x\":["})
    void refusesEndlessNesting(String opening) {
        byte[] stream = events(opening.repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        StreamedAnswer answer = StreamedAnswer.of(Streams.ROOMY, 1, SecretMask.BY_LOOKS);
        answer.add(stream, 0, stream.length);
        assertThat(answer.end()).isInstanceOf(StreamEnd.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!doctype html>\n<p style=\"a:b\">x</p>",
                "{\"error\":{\"message\":\"m\"}}",
                "{\n\"choices\": []\n}"
            })
    void isMalformedWhereItIsNoEventStream(String body) {
        assertThat(end(body))
                .isInstanceOfSatisfying(
                        StreamEnd.Malformed.class,
                        malformed ->
                                assertThat(malformed.problem())
                                        .isEqualTo("The answer is no event stream."));
    }

    @Test
    void marksOfTheEndAlone() {
        assertThat(end("data: [DONE]\n\n"))
                .isEqualTo(
                        new StreamEnd.Answered(
                                new ChatAnswer.Malformed("The answer holds nothing.")));
    }

    @ParameterizedTest
    @CsvSource({"1000, 51, true", "1000, 50, false", "125, 1000, true", "124, 1000, false"})
    void holdsItsLimits(long maxBytes, int maxEventBytes, boolean fits) {
        String chunk = choice("\"delta\":{\"content\":\"abc\"}");
        assertThat(chunk).hasSize(51);
        // Two events of 59 bytes each, and a comment.
        byte[] stream = (events(chunk, chunk) + ": 34567").getBytes(StandardCharsets.UTF_8);
        assertThat(stream.length).isEqualTo(125);
        for (int step : new int[] {1, 7, stream.length}) {
            StreamedAnswer answer =
                    StreamedAnswer.of(
                            new StreamLimits(maxBytes, maxEventBytes), 1, SecretMask.BY_LOOKS);
            for (int from = 0; from < stream.length; from += step) {
                answer.add(stream, from, Math.min(stream.length, from + step));
            }
            assertThat(answer.isOver()).isNotEqualTo(fits);
            assertThat(answer.end())
                    .isInstanceOf(fits ? StreamEnd.Truncated.class : StreamEnd.TooLarge.class);
        }
    }

    @Test
    void commentsAndOtherFieldsDoNotCountAsAnEvent() {
        byte[] stream =
                (":" + "x".repeat(5_000) + "\nid: " + "y".repeat(5_000) + "\ndata: {}\n\n")
                        .getBytes(StandardCharsets.UTF_8);
        StreamedAnswer answer =
                StreamedAnswer.of(new StreamLimits(20_000, 10), 1, SecretMask.BY_LOOKS);
        answer.add(stream, 0, stream.length);
        assertThat(answer.end()).isInstanceOf(StreamEnd.Truncated.class);
    }
}
