package dev.sluice.processor.cli;

import java.util.OptionalDouble;

/** Is told how far a long piece of work is. Calls come often, and from one thread. */
public interface Progress {
    /** Nobody looks. */
    Progress NONE = state -> {};

    /**
     * How far it is.
     *
     * @param done finished so far, failed ones included
     * @param failed of these, how many went wrong
     * @param fraction how much of the whole is done, 0 to 1; empty where the whole is not known
     */
    record State(long done, long failed, OptionalDouble fraction) {}

    /** Takes the newest state. */
    void update(State state);
}
