package dev.sluice.processor.openai.stream;

import dev.sluice.processor.openai.ChatAnswer;
import dev.sluice.v1.Usage;
import java.util.Optional;

/** How a streamed answer ended. */
public sealed interface StreamEnd {
    /**
     * The endpoint brought it to an end.
     *
     * @param answer what a plain call would have given. A failure where an event tells of an error, with the usage
     *     known until then
     */
    record Answered(ChatAnswer answer) implements StreamEnd {}

    /** The stream ended, or was cut off, before the answer was whole. */
    record Truncated(SoFar soFar) implements StreamEnd {}

    /**
     * The stream is not what it claims to be: an event that is not JSON, or no event stream at all.
     *
     * @param problem one sentence that repeats nothing of the stream
     */
    record Malformed(String problem, SoFar soFar) implements StreamEnd {}

    /** The stream or one of its events has more bytes than it may have. */
    record TooLarge(SoFar soFar) implements StreamEnd {}

    /**
     * What is known of an answer that is not whole, since the call may have been paid for.
     *
     * @param usage tokens as reported until then; empty where nothing was
     * @param characters how much text the model had generated: content, reasoning, refusals and arguments of calls, in
     *     UTF-16 units
     */
    record SoFar(Optional<Usage> usage, long characters) {}
}
