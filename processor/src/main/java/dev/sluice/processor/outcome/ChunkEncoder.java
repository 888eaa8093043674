package dev.sluice.processor.outcome;

import dev.sluice.schemas.RecordEncoder;
import dev.sluice.v1.ChatChunk;

/** Makes the bytes of the pieces of streamed answers. They are a preview: only the completion counts. */
public final class ChunkEncoder {
    private final RecordEncoder<ChatChunk> chunks;

    /**
     * @param chunks encoder with the chunk topic's schema id
     */
    public ChunkEncoder(RecordEncoder<ChatChunk> chunks) {
        this.chunks = chunks;
    }

    /**
     * The piece's record value in wire format.
     *
     * @param subject the request
     * @param chunk what the piece says and which one it is; the request's ids are added
     */
    public byte[] encode(Subject subject, ChatChunk.Builder chunk) {
        return chunks.encode(
                chunk.setId(subject.request().getId())
                        .setTenant(subject.request().getTenant())
                        .setBatchId(subject.request().getBatchId())
                        .build());
    }
}
