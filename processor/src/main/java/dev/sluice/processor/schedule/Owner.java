package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.outcome.Outcome;
import java.time.Instant;

/** Whoever answers for a piece of work: one incarnation of a task. */
public interface Owner {
    /** Takes an outcome. Called by the scheduler; must not block. */
    void deliver(long offset, Outcome outcome);

    /**
     * Takes a piece of a streamed answer. Called by the scheduler; must not block.
     *
     * @param value the chunk record's value in wire format
     */
    void chunk(long offset, byte[] value);

    /**
     * Takes note that a call was made in vain and another one will be, so that a restart knows. Called by the scheduler;
     * must not block.
     *
     * @param past what was done for the request so far
     * @param notBefore when the next call will be made, at the earliest
     */
    void postpone(long offset, Past past, Instant notBefore);

    /** Takes a request back that it withdrew: the scheduler knows of it no longer. Called by the scheduler; must not block. */
    void giveBack(long offset);
}
