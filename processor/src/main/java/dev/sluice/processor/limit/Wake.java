package dev.sluice.processor.limit;

/** When it is worth asking again. */
public sealed interface Wake {
    /**
     * Not before a time. Asking then gets a grant if nobody else came in between; else a later time.
     *
     * @param nanos on the limiter's clock, later than when it was asked
     */
    record At(long nanos) implements Wake {}

    /** When a call ends that the limit counts. {@link Grant#release} tells. */
    record AfterRelease() implements Wake {}
}
