package dev.sluice.processor.limit;

/** What the limits say of a request. */
public sealed interface Decision {
    /**
     * It may go, and all limits count it.
     *
     * @param grant what was taken
     */
    record Granted(Grant grant) implements Decision {}

    /**
     * It has to wait. Nothing was taken.
     *
     * @param limit that holds it; of several the one that is known to hold it longest
     * @param wake when to ask again
     */
    record Held(Limit limit, Wake wake) implements Decision {}

    /**
     * It can never go, since it needs more tokens than the limit has. Nothing was taken.
     *
     * @param limit that is too small
     */
    record Never(Limit limit) implements Decision {}
}
