package dev.sluice.processor.dispatch;

import dev.sluice.processor.openai.stream.StreamEnd;
import dev.sluice.processor.openai.stream.StreamLimits;
import dev.sluice.processor.openai.stream.StreamedAnswer;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A streamed answer while it comes, and when its first token did. */
final class ComingAnswer {
    private final StreamedAnswer answer;
    private final InstantSource clock;
    private Optional<Instant> firstTokenAt = Optional.empty();

    ComingAnswer(
            Endpoint endpoint, Call call, Optional<ChunkPublisher> publisher, InstantSource clock) {
        int most = endpoint.config().maxResponseBytes();
        StreamLimits limits = new StreamLimits(most, most);
        Integer asked = call.subject().request().getN();
        int choices = asked == null ? 1 : Math.max(1, asked);
        this.answer =
                publisher
                        .map(
                                follower ->
                                        StreamedAnswer.followed(
                                                limits, choices, endpoint.mask(), follower))
                        .orElseGet(() -> StreamedAnswer.of(limits, choices, endpoint.mask()));
        this.clock = clock;
    }

    /**
     * Takes a piece.
     *
     * @return whether the outcome is certain, so that the rest does not matter
     */
    boolean add(Buffer piece) {
        byte[] bytes = piece.getBytes();
        answer.add(bytes, 0, bytes.length);
        if (firstTokenAt.isEmpty() && answer.hasToken()) {
            firstTokenAt = Optional.of(clock.instant());
        }
        return answer.isOver();
    }

    /** The stream is over, or is given up. Call it once. */
    StreamEnd end() {
        return answer.end();
    }

    Optional<Instant> firstTokenAt() {
        return firstTokenAt;
    }
}
