package dev.sluice.processor.pending;

/**
 * When the calling stream thread should commit: soon where outcomes wait for it, else so seldom that a flood of requests
 * is not held up by it. All methods are called by stream threads, each about itself.
 */
public interface Commits {
    /** Something was stored that a crash should not undo: it is to be committed as soon as an outcome would be. */
    void hurry();

    /** Whether something is to be committed soon. */
    boolean pending();

    /** Whether that is to be done now. */
    boolean due();
}
