package dev.sluice.processor.pending;

import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.outcome.Outcome;
import java.nio.ByteBuffer;
import java.time.Instant;

/** What comes back to a window from other threads. */
sealed interface Delivery {
    /** Offset of the request that it is about. */
    long offset();

    /** The request's one outcome. */
    record Finished(long offset, Outcome outcome) implements Delivery {}

    /** A call was made in vain; another one will be. */
    record Postponed(long offset, Past past, Instant notBefore) implements Delivery {}

    /** A piece of the request's streamed answer, encoded. */
    record Piece(long offset, ByteBuffer value) implements Delivery {}

    /** The scheduler gave the request back, which is to be parked. */
    record GivenBack(long offset) implements Delivery {}

    /** The request's schema is known by now, one way or the other. */
    record SchemaKnown(long offset) implements Delivery {}
}
