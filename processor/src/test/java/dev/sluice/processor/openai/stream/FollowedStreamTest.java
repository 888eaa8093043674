package dev.sluice.processor.openai.stream;

import static dev.sluice.processor.openai.stream.Streams.delta;
import static dev.sluice.processor.openai.stream.Streams.done;
import static dev.sluice.processor.openai.stream.Streams.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.openai.SecretMask;
import dev.sluice.v1.ChunkChoice;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be told of a stream while it comes. */
class FollowedStreamTest {
    private final List<Chunk> chunks = new ArrayList<>();

    @Test
    void givesEachChunkAsItCame() {
        StreamedAnswer answer =
                StreamedAnswer.followed(Streams.ROOMY, 1, SecretMask.BY_LOOKS, chunks::add);
        add(
                answer,
                done(
                        "{\"id\":\"i\",\"choices\":[{\"index\":2,\"delta\":{\"role\":\"assistant\",\"content\":\"a\",\"refusal\":null,"
                                + "\"reasoning\":\"r\",\"x\":1.50},\"logprobs\":null,\"finish_reason\":null},"
                                + "{\"delta\":{\"reasoning_content\":\"c\",\"refusal\":\"n\",\"content\":[1]},\"finish_reason\":\"stop\",\"y\":[]}]}",
                        "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0}],\"reasoning\":\"r\",\"reasoning_content\":\"r\"}}]}",
                        "{\"choices\":[],\"usage\":{\"total_tokens\":3}}"));
        assertThat(chunks)
                .containsExactly(
                        new Chunk(
                                List.of(
                                        new ChunkChoice(
                                                2,
                                                "assistant",
                                                "a",
                                                null,
                                                "r",
                                                null,
                                                null,
                                                "{\"x\":1.50}"),
                                        new ChunkChoice(
                                                1,
                                                null,
                                                null,
                                                "n",
                                                "c",
                                                null,
                                                "stop",
                                                "{\"content\":[1],\"y\":[]}")),
                                Optional.empty()),
                        new Chunk(
                                List.of(
                                        new ChunkChoice(
                                                0,
                                                null,
                                                null,
                                                null,
                                                "r",
                                                "[{\"index\":0}]",
                                                null,
                                                null)),
                                Optional.empty()),
                        new Chunk(
                                List.of(),
                                Optional.of(
                                        new Usage(
                                                null,
                                                null,
                                                3L,
                                                null,
                                                null,
                                                UsageSource.REPORTED,
                                                null))));
    }

    @Test
    void givesNoErrorAsAChunk() {
        StreamedAnswer answer =
                StreamedAnswer.followed(Streams.ROOMY, 1, SecretMask.BY_LOOKS, chunks::add);
        add(
                answer,
                events(
                        delta("\"content\":\"a\""),
                        "{\"error\":\"m\"}",
                        delta("\"content\":\"b\"")));
        assertThat(chunks).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"content\":\"a\"",
                "\"content\":[{\"type\":\"text\",\"text\":\"a\"}]",
                "\"reasoning\":\"a\"",
                "\"reasoning_content\":\"a\"",
                "\"refusal\":\"a\"",
                "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]",
                "\"function_call\":{\"name\":\"f\",\"arguments\":\"\"}"
            })
    void tellsWhenTheFirstTokenCame(String token) {
        StreamedAnswer answer = StreamedAnswer.of(Streams.ROOMY, 1, SecretMask.BY_LOOKS);
        add(answer, ": ping\n\n");
        add(
                answer,
                events(
                        "{\"choices\":[],\"prompt_filter_results\":[]}",
                        delta("\"role\":\"assistant\",\"content\":\"\",\"refusal\":null"),
                        delta("\"content\":null,\"reasoning\":\"\",\"tool_calls\":[]")));
        String event = events(delta(token));
        add(answer, event.substring(0, event.length() - 1));
        assertThat(answer.hasToken()).isFalse();
        add(answer, event.substring(event.length() - 1));
        assertThat(answer.hasToken()).isTrue();
    }

    @Test
    void isOverWhenTheEndIsMarked() {
        StreamedAnswer answer = StreamedAnswer.of(Streams.ROOMY, 1, SecretMask.BY_LOOKS);
        add(answer, events(delta("\"content\":\"a\""), Streams.finish("stop")));
        assertThat(answer.isOver()).isFalse();
        add(answer, done());
        assertThat(answer.isOver()).isTrue();
    }

    private static void add(StreamedAnswer answer, String stream) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        answer.add(bytes, 0, bytes.length);
    }
}
