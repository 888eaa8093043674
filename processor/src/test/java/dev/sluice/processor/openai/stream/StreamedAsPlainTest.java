package dev.sluice.processor.openai.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.openai.ChatAnswer;
import dev.sluice.processor.openai.CompletionReader;
import dev.sluice.processor.openai.SecretMask;
import dev.sluice.v1.ChunkChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever an endpoint answers, streamed it gives the same completion as plain, wherever the stream is split. */
class StreamedAsPlainTest {
    @Property(tries = 1_000)
    void givesTheSameAnswer(@ForAll("answers") String plain, @ForAll Random random)
            throws IOException {
        ChatAnswer expected = CompletionReader.read(plain.getBytes(StandardCharsets.UTF_8));
        Streamer streamer = new Streamer(random);
        List<String> chunks = streamer.chunks(plain);
        boolean needsDone = !allFinished(expected);
        byte[] stream = streamer.bytes(chunks, needsDone || random.nextBoolean());

        StreamedAnswer answer =
                StreamedAnswer.of(Streams.ROOMY, choices(expected), SecretMask.BY_LOOKS);
        feed(answer, stream, random);

        assertThat(answer.end()).isEqualTo(new StreamEnd.Answered(expected));
    }

    @Property(tries = 200)
    void givesTheTextInChunks(@ForAll("answers") String plain, @ForAll Random random)
            throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        Streamer streamer = new Streamer(random);
        List<String> sent = streamer.chunks(plain);
        StreamedAnswer answer =
                StreamedAnswer.followed(Streams.ROOMY, 1, SecretMask.BY_LOOKS, chunks::add);
        feed(answer, streamer.bytes(sent, true), random);

        assertThat(chunks).hasSameSizeAs(sent);
        if (Streams.answer(answer.end()) instanceof ChatAnswer.Completion whole) {
            whole.choices()
                    .forEach(
                            choice -> {
                                if (choice.getMessage().getContent() instanceof String text) {
                                    assertThat(textOf(chunks, choice.getIndex())).isEqualTo(text);
                                }
                            });
        }
    }

    private static String textOf(List<Chunk> chunks, int index) {
        return chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .filter(choice -> choice.getIndex() == index)
                .map(ChunkChoice::getContent)
                .filter(Objects::nonNull)
                .collect(Collectors.joining());
    }

    private static void feed(StreamedAnswer answer, byte[] stream, Random random) {
        int from = 0;
        int longest = 1 + random.nextInt(64);
        while (from < stream.length) {
            int to = Math.min(stream.length, from + random.nextInt(longest + 1));
            answer.add(stream, from, to);
            from = to;
        }
    }

    private static boolean allFinished(ChatAnswer answer) {
        return answer instanceof ChatAnswer.Completion whole
                && whole.choices().stream()
                        .allMatch(
                                choice ->
                                        choice.getFinishReason() != null
                                                && !choice.getFinishReason().isEmpty());
    }

    private static int choices(ChatAnswer answer) {
        return answer instanceof ChatAnswer.Completion whole ? whole.choices().size() : 1;
    }

    @Provide
    Arbitrary<String> answers() {
        return AnswerArbitraries.answers();
    }
}
