package dev.sluice.processor.openai.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.openai.ChatAnswer;
import dev.sluice.processor.openai.CompletionReader;
import dev.sluice.processor.openai.SecretMask;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Streams for tests. */
final class Streams {
    static final StreamLimits ROOMY = new StreamLimits(1 << 24, 1 << 24);

    private Streams() {}

    /** The events as most servers send them, without the mark of the end. */
    static String events(String... data) {
        return Arrays.stream(data)
                .map(one -> "data: " + one + "\n\n")
                .collect(Collectors.joining());
    }

    /** A stream whose end is marked. */
    static String done(String... data) {
        return events(data) + "data: [DONE]\n\n";
    }

    /** A chunk with one choice, of which the fields are given. */
    static String choice(String fields) {
        return "{\"choices\":[{\"index\":0," + fields + "}]}";
    }

    /** A chunk with one delta, of which the fields are given. */
    static String delta(String fields) {
        return choice("\"delta\":{" + fields + "}");
    }

    /** A chunk with a reason why the choice ends. */
    static String finish(String reason) {
        return choice("\"delta\":{},\"finish_reason\":\"" + reason + "\"");
    }

    /** How the stream ends. It has to end the same wherever it is split. */
    static StreamEnd end(String stream) {
        return end(stream.getBytes(StandardCharsets.UTF_8));
    }

    /** How the stream ends. It has to end the same wherever it is split. */
    static StreamEnd end(byte[] stream) {
        StreamEnd whole = fed(stream, stream.length);
        for (int split = 1; split < stream.length; split++) {
            assertThat(fed(stream, split)).as("split at %d", split).isEqualTo(whole);
        }
        assertThat(fedByteByByte(stream)).isEqualTo(whole);
        return whole;
    }

    private static StreamEnd fed(byte[] stream, int split) {
        StreamedAnswer answer = StreamedAnswer.of(ROOMY, 1, SecretMask.BY_LOOKS);
        answer.add(stream, 0, split);
        answer.add(stream, split, stream.length);
        return answer.end();
    }

    private static StreamEnd fedByteByByte(byte[] stream) {
        StreamedAnswer answer = StreamedAnswer.of(ROOMY, 1, SecretMask.BY_LOOKS);
        for (byte one : stream) {
            // The caller may reuse its buffer.
            byte[] reused = {one};
            answer.add(reused, 0, 1);
            reused[0] = '#';
        }
        return answer.end();
    }

    /** The answer of a stream that came to its end. */
    static ChatAnswer answer(StreamEnd end) {
        assertThat(end).isInstanceOf(StreamEnd.Answered.class);
        return ((StreamEnd.Answered) end).answer();
    }

    /** The completion of a stream that came to its end. */
    static ChatAnswer.Completion completion(String stream) {
        ChatAnswer answer = answer(end(stream));
        assertThat(answer).isInstanceOf(ChatAnswer.Completion.class);
        return (ChatAnswer.Completion) answer;
    }

    /** The stream has to give what the plain answer gives. */
    static void assertSame(String stream, String plain) {
        ChatAnswer expected = CompletionReader.read(plain.getBytes(StandardCharsets.UTF_8));
        assertThat(end(stream)).isEqualTo(new StreamEnd.Answered(expected));
    }

    /** A plain answer with one choice, of which the fields are given. */
    static String plain(String choiceFields) {
        return "{\"choices\":[{\"index\":0," + choiceFields + "}]}";
    }
}
