package dev.sluice.processor.openai.stream;

import dev.sluice.v1.ChunkChoice;
import dev.sluice.v1.Usage;
import java.util.List;
import java.util.Optional;

/**
 * One piece of a streamed answer as it came.
 *
 * @param choices what it adds to the choices; empty for one that only carries usage
 * @param usage tokens, where the piece reports them
 */
public record Chunk(List<ChunkChoice> choices, Optional<Usage> usage) {
    /** Takes the chunks of an answer, in their order, on the thread that feeds the stream. */
    public interface Listener {
        /** Takes the next one. */
        void chunk(Chunk chunk);
    }
}
