package dev.sluice.processor.outcome;

/** Hears of outcomes as they are forwarded. Called on the stream thread in whose transaction they are. */
@FunctionalInterface
public interface OutcomeListener {
    /** Nobody listens. */
    OutcomeListener NOBODY = outcome -> {};

    /** An outcome was forwarded; readers see it when the transaction is committed. */
    void forwarded(Outcome outcome);
}
