package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.outcome.Outcome;
import java.time.Instant;

/** Stands in for the task that went away while a call was out. */
enum Nobody implements Owner {
    /** The one. */
    INSTANCE;

    @Override
    public void deliver(long offset, Outcome outcome) {
        throw new IllegalStateException("nobody owns this answer");
    }

    @Override
    public void chunk(long offset, byte[] value) {
        // A preview, of which nobody has to know.
    }

    @Override
    public void postpone(long offset, Past past, Instant notBefore) {
        throw new IllegalStateException("nobody owns this request");
    }

    @Override
    public void giveBack(long offset) {
        throw new IllegalStateException("nobody owns this request");
    }
}
