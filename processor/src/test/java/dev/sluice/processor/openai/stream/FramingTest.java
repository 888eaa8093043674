package dev.sluice.processor.openai.stream;

import static dev.sluice.processor.openai.stream.Streams.assertSame;
import static dev.sluice.processor.openai.stream.Streams.delta;
import static dev.sluice.processor.openai.stream.Streams.plain;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However the events are framed and wherever the bytes are split, the answer is the same. */
class FramingTest {
    private static final String FIRST = delta("\"role\":\"assistant\",\"content\":\"né\"");
    private static final String SECOND =
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"e 😀\"},\"finish_reason\":\"stop\"}]}";
    private static final String PLAIN =
            plain(
                    "\"message\":{\"role\":\"assistant\",\"content\":\"née 😀\"},\"finish_reason\":\"stop\"");

    static Stream<String> framings() {
        return Stream.of(
                "data: %s\n\ndata: %s\n\ndata: [DONE]\n\n",
                "data: %s\r\n\r\ndata: %s\r\n\r\ndata: [DONE]\r\n\r\n",
                "data: %s\r\rdata: %s\r\rdata: [DONE]\r\r",
                "data: %s\r\n\ndata: %s\n\r\ndata: [DONE]\r\r\n",
                "id: 1\rdata: %s\n\nid: 2\rdata: %s\n\n",
                "data:%s\n\ndata:%s\n\ndata:[DONE]\n\n",
                "data:  %s \n\ndata:\t%s\t\n\ndata:  [DONE] \t\n\n",
                "\uFEFFdata: %s\n\ndata: %s\n\ndata: [DONE]\n\n",
                "\n\n\r\n\rdata: %s\n\n\n\ndata: %s\n\n",
                ": OPENROUTER PROCESSING\n\n:\n\n: x: y\ndata: %s\n: z\n\ndata: %s\n\n:\n\n",
                "event: message\nid: 1\nretry: 10\ndata: %s\n\nid\nevent:\ndata: %s\nevent: completion.chunk\n\n",
                "event: error\nevent: fine\ndata: %s\n\ndata: %s\n\ndata: [DONE]\n\n",
                "data: %s\n\ndata\n\ndata:\n\ndata: \n\ndata: null\n\ndata: %s\n\n",
                "data: %s\n\ndata: %s\n\n",
                "data: %s\n\ndata: %s\n",
                "data: %s\n\ndata: %s",
                "data: %s\n\ndata: %s\n\ndata: [DONE]",
                "data: %s\n\ndata: %s\n\ndata: [DONE]\n",
                "data: %s\n\ndata: %s\n\ndata: {\"usage\":",
                "data: %s\n\ndata: %s\n\nevent: err",
                "data: %s\n\ndata: %s\n\nda",
                "data: %s\n\ndata: %s\n\ndata: [DONE]\n\ndata: {\"error\":\"late\"}\n\n",
                "dat: x\ndatax: {\ndata: %s\n\nData: {\nDATA: {\ndata: %s\n\n");
    }

    @ParameterizedTest
    @MethodSource("framings")
    void saysTheSame(String framing) {
        assertSame(framing.formatted(FIRST, SECOND), PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void joinsDataOfSeveralLines(String lineEnd) {
        String stream =
                """
                data: {
                data:
                data:"choices":[{"index":0,
                data: "delta":{"content":"a"},
                data:  "finish_reason":
                data: "stop"}]
                data:}

                """;
        assertSame(
                stream.replace("\n", lineEnd),
                plain("\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\""));
    }

    @Test
    void takesADataEventThatGrowsByEmptyLines() {
        assertSame(
                "data\n".repeat(2_000) + "data: " + SECOND + "\n\n",
                plain("\"message\":{\"content\":\"e 😀\"},\"finish_reason\":\"stop\""));
    }

    @Test
    void aByteOrderMarkElsewhereBelongsToTheName() {
        List<StreamEnd> ends =
                List.of(
                        Streams.end("\n\uFEFFdata: " + SECOND + "\n\n"),
                        Streams.end("\uFEFF\uFEFFdata: " + SECOND + "\n\n"));
        assertThat(ends).allMatch(end -> !(end instanceof StreamEnd.Answered));
    }

    @Test
    void takesHalfAByteOrderMarkForAName() {
        byte[] stream = ("??data: " + SECOND + "\n\n").getBytes(StandardCharsets.UTF_8);
        stream[0] = (byte) 0xEF;
        stream[1] = (byte) 0xBB;
        assertThat(Streams.end(stream)).isInstanceOf(StreamEnd.Malformed.class);
    }

    @Test
    void refusesBytesThatAreNoText() {
        byte[] stream = Streams.done(FIRST.replace("n", "?")).getBytes(StandardCharsets.UTF_8);
        stream[new String(stream, StandardCharsets.UTF_8).indexOf("\"?") + 1] = (byte) 0xFF;
        assertThat(Streams.end(stream)).isInstanceOf(StreamEnd.Malformed.class);
    }
}
