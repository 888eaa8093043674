package dev.sluice.processor.dispatch;

import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.Subject;
import java.util.function.Consumer;

/** Sends a request and tells what came of it. */
@FunctionalInterface
public interface Dispatch {
    /**
     * Starts the call and returns at once.
     *
     * @param subject the request
     * @param done called exactly once, on any thread, at the latest when the call's timeout or the request's deadline
     *     has passed
     */
    void dispatch(Subject subject, Consumer<Outcome> done);
}
