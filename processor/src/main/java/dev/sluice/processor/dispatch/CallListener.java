package dev.sluice.processor.dispatch;

/** Hears of one call. Called on any thread, never by two at once; must not block. */
public interface CallListener {
    /**
     * A piece of a streamed answer came, whose pieces the request wants published.
     *
     * @param value the chunk record's value in wire format
     */
    void chunk(byte[] value);

    /**
     * A call that was to be sent before a certain time is being sent.
     *
     * @param nanos as {@link System#nanoTime} tells them
     */
    default void sent(long nanos) {}

    /** The call is over. Called exactly once, and nothing after it. */
    void ended(CallEnd end);
}
