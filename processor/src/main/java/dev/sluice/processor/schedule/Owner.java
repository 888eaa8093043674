package dev.sluice.processor.schedule;

import dev.sluice.processor.outcome.Outcome;

/** Whoever answers for a piece of work: one incarnation of a task. */
public interface Owner {
    /** Takes an outcome. Called by the scheduler; must not block. */
    void deliver(long offset, Outcome outcome);
}
