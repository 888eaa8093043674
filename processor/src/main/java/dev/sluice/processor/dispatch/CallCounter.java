package dev.sluice.processor.dispatch;

import java.util.Optional;

/** Counts the calls to one endpoint as they are sent. Any thread. */
public interface CallCounter {
    /** Nobody counts them. */
    CallCounter NONE = Optional::empty;

    /**
     * One more is about to be sent.
     *
     * @return who sends it, as its attempt tells
     */
    Optional<String> count();
}
