package dev.sluice.processor.dispatch;

import dev.sluice.processor.openai.stream.Chunk;
import dev.sluice.processor.outcome.ChunkEncoder;
import dev.sluice.v1.ChatChunk;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Hands on the pieces of one streamed answer. */
final class ChunkPublisher implements Chunk.Listener {
    private final ChunkEncoder encoder;
    private final Call call;
    private final InstantSource clock;
    private final Consumer<byte[]> next;
    private long sequence;

    ChunkPublisher(ChunkEncoder encoder, Call call, InstantSource clock, Consumer<byte[]> next) {
        this.encoder = encoder;
        this.call = call;
        this.clock = clock;
        this.next = next;
    }

    @Override
    public void chunk(Chunk chunk) {
        next.accept(
                encoder.encode(
                        call.subject(),
                        ChatChunk.newBuilder()
                                .setAttempt(call.past().attempts().size() + 1)
                                .setSequence(sequence++)
                                .setReceivedAt(clock.instant())
                                .setChoices(chunk.choices())
                                .setUsage(chunk.usage().orElse(null))));
    }
}
