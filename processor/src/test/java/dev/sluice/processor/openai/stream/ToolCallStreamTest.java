package dev.sluice.processor.openai.stream;

import static dev.sluice.processor.openai.stream.Streams.assertSame;
import static dev.sluice.processor.openai.stream.Streams.delta;
import static dev.sluice.processor.openai.stream.Streams.done;
import static dev.sluice.processor.openai.stream.Streams.plain;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which tool call a piece belongs to. */
class ToolCallStreamTest {
    private static final String TWO_CALLS =
            plain(
                    """
                    "message":{"tool_calls":[
                    {"id":"a","type":"function","function":{"name":"f","arguments":"{\\"x\\":1}"}},
                    {"id":"b","type":"function","function":{"name":"g","arguments":"[2]"}}]}""");

    @Test
    void asOpenAiSendsThem() {
        assertTwoCalls(
                "{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}",
                "{\"index\":0,\"function\":{\"arguments\":\"{\\\"x\"}}",
                "{\"index\":0,\"function\":{\"arguments\":\"\\\":1}\"}}",
                "{\"index\":1,\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"\"}}",
                "{\"index\":1,\"function\":{\"arguments\":\"[2]\"}}");
    }

    @Test
    void mixedAndInAnotherOrder() {
        assertTwoCalls(
                "{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"[\"}}",
                "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\"\"}}",
                "{\"index\":1,\"function\":{\"arguments\":\"2]\"}}",
                "{\"index\":0,\"function\":{\"arguments\":\":1}\"}}");
    }

    @Test
    void withIdAndNameOnEveryPiece() {
        assertTwoCalls(
                "{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\"}}",
                "{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\\\":1}\"}}",
                "{\"index\":1,\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"[2\"}}",
                "{\"index\":1,\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"]\"}}");
    }

    @Test
    void withEmptyIdAndNameOnLaterPieces() {
        assertTwoCalls(
                "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\"}}",
                "{\"index\":0,\"id\":\"\",\"type\":null,\"function\":{\"name\":\"\",\"arguments\":\"\\\":1}\"}}",
                "{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":null}}",
                "{\"index\":1,\"id\":null,\"function\":{\"name\":null,\"arguments\":\"[2]\"}}");
    }

    @Test
    void withTheSameIndexForAll() {
        assertTwoCalls(
                "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":\"}}",
                "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"1}\"}}",
                "{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"[2\"}}",
                "{\"index\":0,\"function\":{\"arguments\":\"]\"}}");
    }

    @Test
    void withTheSameIndexForAllAndMixed() {
        assertTwoCalls(
                "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":\"}}",
                "{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"[2\"}}",
                "{\"index\":0,\"id\":\"a\",\"function\":{\"arguments\":\"1}\"}}",
                "{\"index\":0,\"id\":\"b\",\"function\":{\"arguments\":\"]\"}}");
    }

    @Test
    void withANewIdOnEveryPiece() {
        assertSame(
                stream(
                        "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"[\"}}",
                        "{\"index\":0,\"id\":\"z\",\"function\":{\"arguments\":\"2]\"}}"),
                plain(
                        "\"message\":{\"tool_calls\":[{\"id\":\"z\",\"function\":{\"name\":\"f\",\"arguments\":\"[2]\"}}]}"));
    }

    @Test
    void withoutIndexById() {
        assertTwoCalls(
                "{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\"}}",
                "{\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"[\"}}",
                "{\"id\":\"a\",\"function\":{\"arguments\":\"\\\":1}\"}}",
                "{\"id\":\"b\",\"index\":null,\"function\":{\"arguments\":\"2\"}}",
                "{\"function\":{\"arguments\":\"]\"}}");
    }

    @Test
    void withoutIndexAndIdInOneChunk() {
        assertSame(
                done(
                        delta(
                                "\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"1\"}},"
                                        + "{\"function\":{\"name\":\"f\",\"arguments\":\"2\"}}]"),
                        delta(
                                "\"tool_calls\":[{\"function\":{\"name\":\"g\",\"arguments\":\"3\"}}]"),
                        delta(
                                "\"tool_calls\":[{\"function\":{\"name\":\"g\",\"arguments\":\"4\"}}]")),
                plain(
                        """
                        "message":{"tool_calls":[{"function":{"name":"f","arguments":"1"}},
                        {"function":{"name":"f","arguments":"2"}},{"function":{"name":"g","arguments":"34"}}]}"""));
    }

    @Test
    void withFieldsThatNobodyKnows() {
        assertSame(
                stream(
                        "{\"index\":0,\"id\":\"a\",\"type\":\"custom\",\"custom\":{\"name\":\"f\",\"input\":\"x\"},\"k\":1}",
                        "{\"index\":0,\"custom\":{\"input\":\"y\"},\"k\":null}",
                        "{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":{\"n\":1.0},\"e\":2}}",
                        "{\"index\":\"1st\",\"id\":\"c\"}"),
                plain(
                        """
                        "message":{"tool_calls":[{"id":"a","type":"custom","custom":{"name":"f","input":"xy"},"k":1},
                        {"id":"b","function":{"name":"g","arguments":{"n":1.0},"e":2}},{"index":"1st","id":"c"}]}"""));
    }

    @Test
    void withAFunctionOfAnotherType() {
        assertSame(
                stream("{\"index\":0,\"id\":\"a\",\"function\":[{\"name\":\"f\"}]}"),
                plain(
                        "\"message\":{\"tool_calls\":[{\"id\":\"a\",\"function\":[{\"name\":\"f\"}]}]}"));
    }

    @Test
    void refusesWhatIsNoToolCall() {
        assertThat(Streams.end(stream("7"))).isInstanceOf(StreamEnd.Malformed.class);
        assertThat(Streams.end(done(delta("\"tool_calls\":{}"))))
                .isInstanceOf(StreamEnd.Malformed.class);
    }

    private static void assertTwoCalls(String... pieces) {
        assertSame(stream(pieces), TWO_CALLS);
        assertSame(done(delta("\"tool_calls\":" + Arrays.toString(pieces))), TWO_CALLS);
    }

    private static String stream(String... pieces) {
        return done(
                Arrays.stream(pieces)
                        .map(piece -> delta("\"tool_calls\":[" + piece + "]"))
                        .collect(Collectors.toList())
                        .toArray(String[]::new));
    }
}
